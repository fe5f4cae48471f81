using Grpc.Net.Client;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Servers;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Cli;

/// <summary>Three server processes on one durable Redis, the policy "mine" 1.0 shipped with them, and a lead at a shell beside them.</summary>
internal sealed class ThreeServers : IAsyncDisposable
{
    private readonly List<RunningServer> _servers = [];
    private readonly List<GrpcChannel> _channels = [];
    private RedisServer? _redis;

    internal Keyboard Keyboard { get; } = new();

    internal IReadOnlyList<string> Addresses => [.. _servers.Select(server => server.Grpc)];

    internal Uri Web => _servers[0].Web;

    internal async Task StartAsync()
    {
        _redis = await RedisServer.StartDurableAsync();
        var made = await Keyboard.TypeAsync("stepped-care policy new mine 1.0 --folder shipped");
        Assert.True(made.ExitCode == 0, made.Errors);
        var line = $"dotnet {Repository.Built("src/SteppedCare.Server", "SteppedCare.Server.dll")} --Store:Redis={_redis.Endpoint}"
            + $" --Services:demo:Policy=mine --Policies={Path.Combine(Keyboard.Folder, "shipped")}";
        _servers.Add(await RunningServer.StartAsync(line));
        _servers.AddRange(await Task.WhenAll(RunningServer.StartAsync(line), RunningServer.StartAsync(line)));
        _channels.AddRange(Addresses.Select(address => GrpcChannel.ForAddress($"http://{address}")));
        Keyboard.Set("STEPPED_CARE_ADDRESS", Addresses[0]);
    }

    /// <summary>Asks one of the servers where a new person should enter.</summary>
    internal async Task<Wire.Decision> TriageAsync(int server, string episode, int phq9, DateTimeOffset? asOf = null)
    {
        var client = new Wire.DecisionService.DecisionServiceClient(_channels[server % _channels.Count]);
        const string Day = "2026-02-02";
        var request = new Wire.TriageRequest
        {
            Service = "demo",
            Episode = episode,
            RequestId = $"{episode}-triage",
            AsOf = asOf is { } instant ? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(instant) : null,
            Events =
            {
                new Wire.Event { HappenedOn = Day, ReferralReceived = new Wire.ReferralReceived() },
                new Wire.Event { HappenedOn = Day, ScoreRecorded = new Wire.ScoreRecorded { Instrument = Wire.Instrument.Phq9, Total = phq9 } },
            },
        };
        return (await client.TriageAsync(request).ResponseAsync.WaitAsync(TimeSpan.FromSeconds(60))).Clinician;
    }

    /// <summary>People at every server until it is enough; the epochs that each episode's decisions were recorded under, in their order.</summary>
    internal async Task<IReadOnlyList<IReadOnlyList<long>>> LoadAsync(string name, CancellationToken enough)
    {
        return await Task.WhenAll(_channels.Select((_, server) => Task.Run(() => CareAsync(server, $"{name}-{server}", enough), CancellationToken.None)));
    }

    public async ValueTask DisposeAsync()
    {
        _channels.ForEach(channel => channel.Dispose());
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        if (_redis is { } redis)
        {
            await redis.DisposeAsync();
        }

        Keyboard.Dispose();
    }

    // Any refusal ends the test: nobody's request may fail for a change of policy.
    private async Task<IReadOnlyList<long>> CareAsync(int server, string episode, CancellationToken enough)
    {
        var client = new Wire.DecisionService.DecisionServiceClient(_channels[server]);
        var epochs = new List<long> { (await TriageAsync(server, episode, 12)).Provenance.Epoch };
        for (var review = 0; !enough.IsCancellationRequested && review < 5_000; review++)
        {
            var reply = await client.ReviewAsync(
                new Wire.ReviewRequest { Service = "demo", Episode = episode, RequestId = $"review-{review}" }, cancellationToken: CancellationToken.None)
                .ResponseAsync.WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
            epochs.Add(reply.Clinician.Provenance.Epoch);
        }

        return epochs;
    }
}
