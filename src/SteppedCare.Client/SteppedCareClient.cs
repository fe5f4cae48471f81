using System.Security.Cryptography;
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
        _pacing = new Pacing(options.MaxAttempts, time ?? TimeProvider.System, () => RandomNumberGenerator.GetInt32(1001) / 1000.0);
        var connections = new Connections(options, loggers);
        _health = new HealthWatch(connections, _pacing);
        _channel = connections.Open(_health);
        var calls = _channel.Intercept(new CallCompletion(options.Deadline));
        Decisions = new DecisionService.DecisionServiceClient(calls);
        Health = new Health.HealthClient(calls);
    }

    /// <summary>
    /// The calls. A writing request without an id gets one, in the message itself, before it is sent; a call without a deadline gets the default.
    /// </summary>
    public DecisionService.DecisionServiceClient Decisions { get; }

    /// <summary>Whether the service can decide.</summary>
    public Health.HealthClient Health { get; }

    /// <summary>Returns once at least one address says that it serves, however often it has to be asked; ends otherwise only by the token.</summary>
    /// <param name="cancellationToken">How long to wait.</param>
    /// <exception cref="OperationCanceledException">None served in time.</exception>
    public Task WaitUntilServingAsync(CancellationToken cancellationToken) => _health.WaitUntilServingAsync(cancellationToken);

    /// <summary>
    /// Reviews a caseload on one stream: an answer for each item, in the order of the items. A stream that breaks is opened again, and what has no answer yet
    /// is sent again under the same ids. At most 64 items are taken from <paramref name="items"/> ahead of their answers. An item is this client's until its
    /// answer has come: do not change it before.
    /// </summary>
    /// <param name="items">Each with a tag of yours; a review without an id gets one. It should heed its token: what waits regardless is left to itself.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>A decision or an error for each (<see cref="SteppedCareError.Of(Rpc.Status)"/>).</returns>
    /// <exception cref="Grpc.Core.RpcException">The stream cannot go on: the service stayed away, or an item could not be read.</exception>
    /// <exception cref="ArgumentException">An item is null.</exception>
    public IAsyncEnumerable<ReviewManyResponse> ReviewManyAsync(IAsyncEnumerable<ReviewManyRequest> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new ResumingStream<ReviewManyRequest, ReviewManyResponse>(
            Decisions.ReviewMany, item => RequestIdentity.Complete(item.Review), (item, answer) => Tags.AreOneAnother(item.Tag, answer.Tag), _pacing)
            .RunAsync(items, cancellationToken);
    }

    /// <summary>Evaluates a caseload on one stream and writes nothing; otherwise as <see cref="ReviewManyAsync"/>.</summary>
    /// <param name="items">Each with a tag of yours.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <returns>An assessment or an error for each.</returns>
    /// <exception cref="Grpc.Core.RpcException">The stream cannot go on: the service stayed away, or an item could not be read.</exception>
    /// <exception cref="ArgumentException">An item is null.</exception>
    public IAsyncEnumerable<EvaluateManyResponse> EvaluateManyAsync(
        IAsyncEnumerable<EvaluateManyRequest> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new ResumingStream<EvaluateManyRequest, EvaluateManyResponse>(
            Decisions.EvaluateMany, _ => { }, (item, answer) => Tags.AreOneAnother(item.Tag, answer.Tag), _pacing)
            .RunAsync(items, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}
