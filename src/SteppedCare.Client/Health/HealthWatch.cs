using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Health.V1;
using SteppedCare.V1;
using static Grpc.Health.V1.HealthCheckResponse.Types;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.Client;

/// <summary>Hears from each address whether it can decide, over a connection of its own: the calls' connections are the balancer's.</summary>
internal sealed class HealthWatch(Connections connections, Pacing pacing)
{
    /// <summary>Whether the address serves, each time it says so; one that cannot be asked does not serve, until it can.</summary>
    internal async IAsyncEnumerable<bool> ServingAsync(Uri address, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var channel = connections.OpenTo(address);
        var client = new Health.HealthClient(channel);
        for (var failures = 0; ;)
        {
            using var watch = client.Watch(new HealthCheckRequest { Service = DecisionService.Descriptor.FullName }, cancellationToken: cancellationToken);
            while (await NextAsync(watch.ResponseStream, cancellationToken) is { } serving)
            {
                failures = 0;
                yield return serving;
            }

            yield return false;
            await pacing.PauseAsync(++failures, asked: null, cancellationToken);
        }
    }

    internal async Task WaitUntilServingAsync(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waiting = connections.Addresses.Select(address => UntilServingAsync(address, enough.Token)).ToList();
        var first = await Task.WhenAny(waiting);
        await enough.CancelAsync();
        await Task.WhenAll(waiting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task UntilServingAsync(Uri address, CancellationToken cancellationToken)
    {
        await foreach (var serving in ServingAsync(address, cancellationToken))
        {
            if (serving)
            {
                return;
            }
        }
    }

    // Null when the watch is over.
    private static async Task<bool?> NextAsync(IAsyncStreamReader<HealthCheckResponse> watch, CancellationToken cancellationToken)
    {
        try
        {
            return await watch.MoveNext(cancellationToken) ? watch.Current.Status == ServingStatus.Serving : null;
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (RpcException fault)
        {
            throw new OperationCanceledException("Nobody waits for this any more.", fault, cancellationToken);
        }
    }
}
