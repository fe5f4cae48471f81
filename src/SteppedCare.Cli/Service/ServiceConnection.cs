using System.Security.Cryptography;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using SteppedCare.V1;

namespace SteppedCare.Cli;

/// <summary>A service that a command asks, as one person.</summary>
internal sealed class ServiceConnection : IDisposable
{
    // Longer than the service itself takes at most, so that its own word about the time comes through.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    // What compiles, proves and tries mutants, on a busy machine.
    private static readonly TimeSpan s_longPatience = TimeSpan.FromMinutes(10);

    private readonly GrpcChannel _channel;
    private readonly Metadata _identity;
    private readonly TimeProvider _time;
    private readonly CancellationToken _cancellation;

    internal ServiceConnection(Uri address, Metadata identity, TimeProvider time, CancellationToken cancellation)
    {
        Address = address;
        _identity = identity;
        _time = time;
        _cancellation = cancellation;
        _channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { UseProxy = false },
            DisposeHttpClient = true,
            MaxReceiveMessageSize = 64 * 1024 * 1024,
            ServiceConfig = new ServiceConfig { MethodConfigs = { Again() } },
        });
        Policies = new PolicyService.PolicyServiceClient(_channel);
        Decisions = new DecisionService.DecisionServiceClient(_channel);
        Oversight = new OversightService.OversightServiceClient(_channel);
        Health = new Health.HealthClient(_channel);
    }

    internal Uri Address { get; }

    internal PolicyService.PolicyServiceClient Policies { get; }

    internal DecisionService.DecisionServiceClient Decisions { get; }

    internal OversightService.OversightServiceClient Oversight { get; }

    internal Health.HealthClient Health { get; }

    /// <summary>What has to be added to a command line so that the change asked for last is asked for again, not a second time; null: none was.</summary>
    internal string? SameAgain { get; private set; }

    /// <summary>The id that a change is asked for under: the one given, else a new one. It is kept, so that it can be told where no answer comes.</summary>
    /// <param name="given">As on the command line; null: a new one.</param>
    /// <param name="besides">Options that else say something new the second time.</param>
    internal string IdOfChange(string? given, string besides = "")
    {
        var id = given ?? NewRequestId();
        SameAgain = $"--request-id {id}{besides}";
        return id;
    }

    /// <summary>A name for one change, so that sending it again changes nothing again.</summary>
    internal static string NewRequestId() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    internal CallOptions Usual => new(_identity, Until(s_patience), _cancellation);

    internal CallOptions Long => new(_identity, Until(s_longPatience), _cancellation);

    /// <summary>As long as it takes: its progress shows that it lives.</summary>
    internal CallOptions Open => new(_identity, cancellationToken: _cancellation);

    public void Dispose() => _channel.Dispose();

    private DateTime Until(TimeSpan patience) => _time.GetUtcNow().UtcDateTime + patience;

    // Every change carries its id, so that nothing happens twice.
    private static MethodConfig Again() => new()
    {
        Names = { MethodName.Default },
        RetryPolicy = new RetryPolicy
        {
            MaxAttempts = 4,
            InitialBackoff = TimeSpan.FromMilliseconds(200),
            MaxBackoff = TimeSpan.FromSeconds(2),
            BackoffMultiplier = 2,
            RetryableStatusCodes = { StatusCode.Unavailable },
        },
    };
}
