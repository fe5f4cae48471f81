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

    /// <summary>People at every server until it is enough; once each server has answered; then the epochs that each episode's decisions were recorded under, in their order.</summary>
    internal async Task<Task<IReadOnlyList<long>[]>> LoadAsync(string name, CancellationToken enough)
    {
        var begun = await Task.WhenAll(_channels.Select((_, server) => TriageAsync(server, $"{name}-{server}", 12)));
        return Task.WhenAll(begun.Select((first, server) => Task.Run(() => CareAsync(server, $"{name}-{server}", first.Provenance.Epoch, enough), CancellationToken.None)));
    }

    /// <summary>Looks at an episode again, as its portal does.</summary>
    internal async Task<Wire.Decision> ReviewAsync(int server, string episode, string requestId)
    {
        var client = new Wire.DecisionService.DecisionServiceClient(_channels[server % _channels.Count]);
        var request = new Wire.ReviewRequest { Service = "demo", Episode = episode, RequestId = requestId };
        return (await client.ReviewAsync(request).ResponseAsync.WaitAsync(TimeSpan.FromSeconds(60))).Clinician;
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

    // Any refusal ends the test: nobody's request may fail for a change of policy. The last review comes after it was enough.
    private async Task<IReadOnlyList<long>> CareAsync(int server, string episode, long first, CancellationToken enough)
    {
        var epochs = new List<long> { first };
        for (var review = 0; !enough.IsCancellationRequested && review < 100_000; review++)
        {
            epochs.Add((await ReviewAsync(server, episode, $"review-{review}")).Provenance.Epoch);
        }

        epochs.Add((await ReviewAsync(server, episode, "last-review")).Provenance.Epoch);
        return epochs;
    }
}
