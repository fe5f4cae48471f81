using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Faults;

/// <summary>A server is killed while it publishes and begins rollouts. What it left folds, and the next one finishes it, each change once.</summary>
public sealed class RegistryCrashTests : IDisposable
{
    private static readonly int[] s_killedAt = [1, 4, 7];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-killed-");

    private string File => Path.Combine(_folder.FullName, "trajectories.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public Task Killed_on_the_embedded_store() => KilledAgainAndAgainAsync([], () => Task.FromResult(Folded(OfFile())));

    [Fact]
    public async Task Killed_on_Redis()
    {
        await using var redis = await RedisServer.StartDurableAsync();
        await using var store = new RedisTrajectoryStore(new RedisOptions { Endpoints = redis.Endpoint, CallTimeout = TimeSpan.FromSeconds(20) }, TimeProvider.System);

        await KilledAgainAndAgainAsync(
            ["--Store:Redis", redis.Endpoint, "--Store:RedisCallTimeout", "20s"], async () => Folded((await store.Registry.ReadAsync(0, CancellationToken.None)).Entries));

        foreach (var episode in Enumerable.Range(0, 200).Select(number => new EpisodeKey("demo", $"e-{number}")).DistinctBy(EpisodeTag.Of))
        {
            Assert.Equal(1, (await store.LoadAsync(episode, null, CancellationToken.None)).Epoch.Number);
        }
    }

    private async Task KilledAgainAndAgainAsync(string[] store, Func<Task<RegistryState>> look)
    {
        foreach (var length in s_killedAt)
        {
            await UntilKilledAsync(store, async () => (await look()).Length >= length);
            Assert.True((await look()).Length >= length);
        }

        await UntilKilledAsync(store, async () => (await look()).RolloutOf("demo") is { IsReached: true });

        var state = await look();
        Assert.Equal([("nice-depression", "2026.1"), ("talking-therapies", "2026.1")], state.Order.OrderBy(label => label.Policy));
        Assert.All(state.Order, label => Assert.Single(state.Find(label.Policy, label.Version)!.Approvals));
        Assert.Equal((1, RolloutChange.First), (Assert.Single(state.RolloutsOf("demo")).Epoch, state.RolloutOf("demo")!.Changed.Change));

        // Invariants, publications and approvals of two policies, a rollout, and that it was reached.
        Assert.Equal(8, state.Length);
    }

    private async Task UntilKilledAsync(string[] store, Func<Task<bool>> reached)
    {
        var start = new ProcessStartInfo("dotnet",
        [
            Path.Combine(AppContext.BaseDirectory, "SteppedCare.Server.dll"), "--ContentRoot", AssembledServer.Repository, "--Data", _folder.FullName, .. store, .. TestFolder.FreePorts, .. TestFolder.StoppedClock,
        ])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        try
        {
            await Recovering.UntilAsync(reached);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(AssembledServer.Patience);
        }
    }

    private static RegistryState Folded(IEnumerable<ReadOnlyMemory<byte>> entries) =>
        entries.Aggregate(RegistryState.Empty, (state, entry) => state.After(RegistryJson.Read(entry.Span)));

    private List<ReadOnlyMemory<byte>> OfFile()
    {
        var entries = new List<ReadOnlyMemory<byte>>();
        try
        {
            using var connection = new SqliteConnection($"Data Source={File};Pooling=False;Mode=ReadWrite");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT entry FROM registry ORDER BY place";
            using var row = command.ExecuteReader();
            while (row.Read())
            {
                entries.Add(row.GetFieldValue<byte[]>(0));
            }
        }
        catch (SqliteException)
        {
            // Not made yet, or held for a moment.
        }

        return entries;
    }
}
