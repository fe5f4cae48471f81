using Microsoft.Data.Sqlite;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Registry;

public sealed class SqliteRegistryStoreTests : RegistryStoreContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-registry-");
    private SqliteTrajectoryStore _store = null!;

    private protected override IRegistryStore Store => _store.Registry;

    private protected override ITrajectoryStore Trajectories => _store;

    private string File => Path.Combine(_folder.FullName, "trajectories.db");

    public override Task InitializeAsync()
    {
        _store = SqliteTrajectoryStore.Open(File, TimeProvider.System);
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task A_store_opened_again_has_the_log_the_blobs_and_what_was_compiled_and_nothing_that_was_for_moments()
    {
        var blob = RegistryBlob.Of("a file");
        await Store.TryAppendAsync(0, [Bytes("a"), Bytes("b")], [blob], Bounded);
        await Store.KeepArtefactAsync("key", Bytes("compiled"), Bounded);
        await Store.BeatAsync(new ReplicaBeat("one", []), TimeSpan.FromMinutes(1), Bounded);
        await Store.TryLeaseAsync("rollouts", "one", TimeSpan.FromMinutes(1), Bounded);

        await _store.DisposeAsync();
        _store = SqliteTrajectoryStore.Open(File, TimeProvider.System);

        Assert.Equal(2, (await Store.ReadAsync(0, Bounded)).Entries.Length);
        Assert.NotNull(await Store.LoadBlobAsync(blob.Digest, Bounded));
        Assert.NotNull(await Store.FindArtefactAsync("key", Bounded));
        Assert.Empty(await Store.ReplicasAsync(Bounded));
        Assert.True(await Store.TryLeaseAsync("rollouts", "two", TimeSpan.FromMinutes(1), Bounded));
    }

    [Fact]
    public async Task What_was_compiled_and_not_asked_for_in_a_month_leaves_the_file()
    {
        var clock = new ManualClock();
        await using var store = SqliteTrajectoryStore.Open(Path.Combine(_folder.FullName, "clocked.db"), clock);
        await store.Registry.KeepArtefactAsync("used", Bytes("compiled"), Bounded);
        await store.Registry.KeepArtefactAsync("unused", Bytes("compiled"), Bounded);

        clock.Now += TimeSpan.FromDays(20);
        Assert.NotNull(await store.Registry.FindArtefactAsync("used", Bounded));
        clock.Now += TimeSpan.FromDays(20);
        await store.Registry.KeepArtefactAsync("new", Bytes("compiled"), Bounded);

        Assert.NotNull(await store.Registry.FindArtefactAsync("used", Bounded));
        Assert.Null(await store.Registry.FindArtefactAsync("unused", Bounded));
    }

    private protected override Task TamperAsync(string digest)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "UPDATE blob SET bytes = $bytes WHERE digest = $digest";
        command.Parameters.AddWithValue("$bytes", "as altered"u8.ToArray());
        command.Parameters.AddWithValue("$digest", digest);
        Assert.Equal(1, command.ExecuteNonQuery());
        return Task.CompletedTask;
    }
}
