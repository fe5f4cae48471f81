using Grpc.Net.Client.Balancer;
using Microsoft.Extensions.Logging;

namespace SteppedCare.Client;

/// <summary>
/// Tells the balancer which addresses to use: those that serve. gRPC for .NET knows no health check of its own. While none serves, or nothing is known yet, it
/// is all of them: an address that answers says itself what is wrong, with its reason.
/// </summary>
internal sealed partial class ServingResolver(IReadOnlyList<Uri> addresses, HealthWatch health, ILogger log) : Resolver
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Uri> _serving = [];
    private bool _isOver;

    public override void Start(Action<ResolverResult> listener)
    {
        listener(ResolverResult.ForResult(Balanced(addresses)));
        var stopped = _stop.Token;
        foreach (var address in addresses)
        {
            _ = FollowAsync(address, listener, stopped);
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        _stop.Cancel();
        _stop.Dispose();
        base.Dispose(disposing);
    }

    private async Task FollowAsync(Uri address, Action<ResolverResult> listener, CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                await foreach (var serving in health.ServingAsync(address, stopped))
                {
                    Tell(address, serving, listener);
                }
            }
            catch (OperationCanceledException) when (stopped.IsCancellationRequested)
            {
            }
            catch (Exception fault)
            {
                LogLost(fault, address);
                await Task.Delay(RetryPolicies.MaxBackoff, TimeProvider.System, stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    // The listener takes one at a time, in the order in which it was found out, and nothing once the channel is gone.
    private void Tell(Uri address, bool serving, Action<ResolverResult> listener)
    {
        lock (_gate)
        {
            if (!_isOver && (serving ? _serving.Add(address) : _serving.Remove(address)))
            {
                listener(ResolverResult.ForResult(Balanced(_serving.Count == 0 ? addresses : [.. addresses.Where(_serving.Contains)])));
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "Watching the health of {Address} failed; it is begun anew.")]
    private partial void LogLost(Exception fault, Uri address);

    private static BalancerAddress[] Balanced(IReadOnlyList<Uri> addresses) =>
        [.. addresses.Select(address => new BalancerAddress(address.IdnHost, address.Port))];
}

/// <summary>How gRPC finds the resolver: by its scheme, in what it takes for the application's services.</summary>
internal sealed class ServingResolverFactory(IReadOnlyList<Uri> addresses, HealthWatch health) : ResolverFactory, IServiceProvider
{
    internal const string Scheme = "steppedcare";

    public override string Name => Scheme;

    public override Resolver Create(ResolverOptions options) =>
        new ServingResolver(addresses, health, options.LoggerFactory.CreateLogger<ServingResolver>());

    public object? GetService(Type serviceType) => serviceType == typeof(IEnumerable<ResolverFactory>) ? new ResolverFactory[] { this } : null;
}
