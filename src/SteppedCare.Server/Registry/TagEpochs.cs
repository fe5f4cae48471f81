using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Under which epochs the store has a service's episodes. It is the registry that says which rollouts there are; but the two can be kept by different parts of a
/// store, and a fail-over that lost the end of the registry leaves tags above it.
/// </summary>
internal sealed class TagEpochs(IRegistryStore store, TimeProvider time)
{
    // A part that is away keeps nobody from going back on the others.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);

    /// <summary>The highest epoch of a service; 0 where there is none.</summary>
    /// <exception cref="StoreUnavailableException">A tag does not answer.</exception>
    internal async Task<long> HighestAsync(string service, CancellationToken cancellationToken) =>
        (await Task.WhenAll(EpisodeTag.All(service).Select(tag => store.EpochOfAsync(tag, cancellationToken)))).Max();

    /// <summary>The highest epoch of each of these services, of the tags that answer in time; 0 where there is none.</summary>
    internal async Task<IReadOnlyDictionary<string, long>> HighestAsync(IEnumerable<string> services, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var highest = await Task.WhenAll(services.Distinct(StringComparer.Ordinal).Select(async service => KeyValuePair.Create(
            service, (await Task.WhenAll(EpisodeTag.All(service).Select(tag => EpochOfAsync(tag, bounded.Token)))).Max())));
        cancellationToken.ThrowIfCancellationRequested();
        return highest.ToImmutableDictionary(StringComparer.Ordinal);
    }

    /// <summary>Puts what is under a lower epoch, or none, under this one: what a fail-over undid, or lost altogether. How many tags that were under one.</summary>
    internal async Task<int> HoldAsync(string service, long epoch, CancellationToken cancellationToken)
    {
        var undone = await Task.WhenAll(EpisodeTag.All(service).Select(async tag =>
        {
            var found = await store.EpochOfAsync(tag, cancellationToken);
            if (found < epoch)
            {
                await store.AdvanceEpochAsync(tag, epoch, cancellationToken);
            }

            return found > 0 && found < epoch;
        }));
        return undone.Count(each => each);
    }

    private async Task<long> EpochOfAsync(EpisodeTag tag, CancellationToken cancellationToken)
    {
        try
        {
            return await store.EpochOfAsync(tag, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            return 0;
        }
    }
}
