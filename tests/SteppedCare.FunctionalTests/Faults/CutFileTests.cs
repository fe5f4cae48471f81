using SteppedCare.FunctionalTests.Registry;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Faults;

/// <summary>
/// The embedded file as it is found after a crash at any point of a publication and a rollout: its journal cut off at every place. It tells the state before a
/// step or the one after it, and never a part.
/// </summary>
public sealed class CutFileTests : IDisposable
{
    // Smaller than a page of the journal: before, within and after each.
    private const int Step = 1_500;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-cut-");
    private readonly ARegistry _registry = new();
    private readonly List<string> _seen = [];

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_publication_and_a_rollout_are_there_as_far_as_they_came_wherever_they_were_cut_off()
    {
        byte[] file, journal;
        await using (var store = SqliteTrajectoryStore.Open(PathOf("whole"), TimeProvider.System))
        {
            await SeeAsync(store.Registry);
            await PublishAndRollOutAsync(store.Registry);
            file = await ReadAsync(PathOf("whole"));
            journal = await ReadAsync(PathOf("whole") + "-wal");
        }

        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var length = 0; length < journal.Length + Step; length += Step)
        {
            var name = PathOf($"cut-{length}");
            await File.WriteAllBytesAsync(name, file);
            await File.WriteAllBytesAsync(name + "-wal", journal[..Math.Min(length, journal.Length)]);
            await using var store = SqliteTrajectoryStore.Open(name, TimeProvider.System);
            found.Add(await TellAsync(store.Registry));
        }

        Assert.Equal(_seen, _seen.Where(found.Contains));
        Assert.Equal(_seen.Count, found.Count);
    }

    private async Task PublishAndRollOutAsync(SqliteRegistryStore store)
    {
        await ChangeAsync(store, _registry.Publish("1").Decide);
        await ChangeAsync(store, _registry.Approve("1").Decide);
        await ChangeAsync(store, _registry.Rollout("1", "demo").Decide);
        foreach (var tag in EpisodeTag.All("demo"))
        {
            await store.AdvanceEpochAsync(tag, _registry.State.RolloutOf("demo")!.Tag, CancellationToken.None);
            await SeeAsync(store);
        }

        await ChangeAsync(store, new ReachRollout("demo", 1).Decide);
    }

    private async Task ChangeAsync(SqliteRegistryStore store, Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide)
    {
        var (length, draft) = (_registry.State.Length, decide(_registry.State, ARegistry.Now).Value!);
        _registry.Do(decide);
        Assert.True(await store.TryAppendAsync(length, [_registry.Log[^1]], draft.Blobs, CancellationToken.None));
        await SeeAsync(store);
    }

    private async Task SeeAsync(SqliteRegistryStore store) => _seen.Add(await TellAsync(store));

    /// <summary>All that is there, in one line; every file that an entry names must be.</summary>
    private static async Task<string> TellAsync(SqliteRegistryStore store)
    {
        var entries = (await store.ReadAsync(0, CancellationToken.None)).Entries;
        foreach (var published in entries.Select(entry => RegistryJson.Read(entry.Span)).OfType<RevisionPublished>())
        {
            foreach (var digest in published.Files.Values.Append(published.ReportDigest))
            {
                Assert.NotNull(await store.LoadBlobAsync(digest, CancellationToken.None));
            }
        }

        var epochs = await Task.WhenAll(EpisodeTag.All("demo").Select(tag => store.EpochOfAsync(tag, CancellationToken.None)));
        return $"{entries.Length}: {string.Join(", ", epochs)}";
    }

    private static async Task<byte[]> ReadAsync(string path)
    {
        // The store has it open.
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, $"{name}.db");
}
