using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Registry;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Three servers on one durable Redis, answering by a policy of the test's own.</summary>
public sealed class Replicas : IAsyncLifetime
{
    private const int Count = 3;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-rollouts-");
    private readonly List<AssembledServer> _servers = [];
    private int _courses;
    private int _started;

    internal RedisServer Redis { get; private set; } = null!;

    internal IReadOnlyList<AssembledServer> All => _servers;

    internal AssembledServer First => _servers[0];

    internal Lead Lead => new(First);

    /// <summary>An episode that nobody has told anything about, as seen from one of the servers.</summary>
    internal Course Course(AssembledServer server) => new(server, $"ep-{Interlocked.Increment(ref _courses)}");

    /// <summary>One more server, with nothing compiled on its own disk.</summary>
    internal Task<AssembledServer> StartOneMoreAsync(bool untilReady = true) =>
        AssembledServer.StartAsync(Path.Combine(_folder.FullName, $"{_started++}"), Redis.Endpoint, Policies, untilReady: untilReady);

    /// <summary>Has this version answer, whatever other tests left.</summary>
    internal async Task UnderAsync(string version)
    {
        await First.Services.GetRequiredService<IPolicyRegistry>().RefreshAsync(CancellationToken.None);
        if (Lead.Present is not { IsReached: true } present || present.Plan.Active.Version != version || present.Plan.Canary is not null || !present.Plan.Shadows.IsEmpty)
        {
            await Lead.RollOutAsync(version);
        }
    }

    /// <summary>What somebody who comes for the first time is answered.</summary>
    internal async Task<(Wire.Step Step, string Version, long Epoch)> AnsweredAsync(AssembledServer server)
    {
        var decision = (await Course(server).TriageAsync(A.Mild)).Clinician;
        return (decision.Advice.Step, decision.Provenance.Version, decision.Provenance.Epoch);
    }

    private string Policies => Path.Combine(_folder.FullName, "policies");

    public async Task InitializeAsync()
    {
        var version = Directory.CreateDirectory(Path.Combine(Policies, Lead.Policy, "low")).FullName;
        await File.WriteAllTextAsync(Path.Combine(version, "policy.csx"), Scripts.Low);
        Redis = await RedisServer.StartDurableAsync();
        while (_servers.Count < Count)
        {
            _servers.Add(await StartOneMoreAsync());
        }

        await Lead.PublishAsync("high", Scripts.High);
    }

    public async Task DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await Redis.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}

[CollectionDefinition(nameof(Replicas))]
public sealed class ReplicasCollection : ICollectionFixture<Replicas>;
