using Grpc.Core.Interceptors;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.Client;

/// <summary>One portal's way to its service: make one, keep it, share it among threads.</summary>
/// <remarks>On any failure show the person the contacts you hold, hand over to a human, and send the same message again.</remarks>
public sealed class SteppedCareClient : IDisposable
{
    private readonly GrpcChannel _channel;
    private readonly HealthWatch _health;
    private readonly Pacing _pacing;

    /// <summary>Connects lazily: nothing is sent before the first call.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="loggers">Where gRPC tells what it does; null for nowhere.</param>
    /// <param name="time">What paces retries of streams and of health; null for the system's clock.</param>
    /// <exception cref="OptionsValidationException">Options are wrong; it lists every fault.</exception>
    public SteppedCareClient(SteppedCareClientOptions options, ILoggerFactory? loggers = null, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionsCheck.Demand(options);
        _pacing = new Pacing(options.MaxAttempts, time ?? TimeProvider.System);
        var connections = new Connections(options, loggers);
        _health = new HealthWatch(connections, _pacing);
        _channel = connections.Open(_health);
        var calls = _channel.Intercept(new CallCompletion(options.Deadline));
        Decisions = new DecisionService.DecisionServiceClient(calls);
        Health = new Health.HealthClient(calls);
    }

    /// <summary>The calls. A writing request without an id gets one, in the message itself, before it is sent; a call without a deadline gets the default.</summary>
    public DecisionService.DecisionServiceClient Decisions { get; }

    /// <summary>Whether the service can decide.</summary>
    public Health.HealthClient Health { get; }

    /// <summary>Returns once at least one address says that it serves, however often it has to be asked; ends otherwise only by the token.</summary>
    /// <param name="cancellationToken">How long to wait.</param>
    /// <exception cref="OperationCanceledException">None served in time.</exception>
    public Task WaitUntilServingAsync(CancellationToken cancellationToken) => _health.WaitUntilServingAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}
