using Grpc.Net.Client.Balancer;

namespace SteppedCare.Client;

/// <summary>
/// Tells the balancer which addresses to use: those that serve. gRPC for .NET knows no health check of its own. While none serves, or nothing is known yet, it
/// is all of them: an address that answers says itself what is wrong, with its reason.
/// </summary>
internal sealed class ServingResolver(IReadOnlyList<Uri> addresses, HealthWatch health) : Resolver
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Uri> _serving = [];

    public override void Start(Action<ResolverResult> listener)
    {
        listener(ResolverResult.ForResult(Balanced(addresses)));
        foreach (var address in addresses)
        {
            _ = FollowAsync(address, listener);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _stop.Cancel();
        base.Dispose(disposing);
    }

    private async Task FollowAsync(Uri address, Action<ResolverResult> listener)
    {
        try
        {
            await foreach (var serving in health.ServingAsync(address, _stop.Token))
            {
                // The listener takes one at a time, and in the order in which it was found out.
                lock (_gate)
                {
                    if (serving ? _serving.Add(address) : _serving.Remove(address))
                    {
                        listener(ResolverResult.ForResult(Balanced(_serving.Count == 0 ? addresses : [.. addresses.Where(_serving.Contains)])));
                    }
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
        }
    }

    private static BalancerAddress[] Balanced(IReadOnlyList<Uri> addresses) =>
        [.. addresses.Select(address => new BalancerAddress(address.IdnHost, address.Port))];
}

/// <summary>How gRPC finds the resolver: by its scheme, in what it takes for the application's services.</summary>
internal sealed class ServingResolverFactory(IReadOnlyList<Uri> addresses, HealthWatch health) : ResolverFactory, IServiceProvider
{
    internal const string Scheme = "steppedcare";

    public override string Name => Scheme;

    public override Resolver Create(ResolverOptions options) => new ServingResolver(addresses, health);

    public object? GetService(Type serviceType) => serviceType == typeof(IEnumerable<ResolverFactory>) ? new ResolverFactory[] { this } : null;
}
