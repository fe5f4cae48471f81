using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Under which epochs the store has a service's episodes. It is the registry that says which rollouts there are; but the two can be kept by different parts of a
/// store, and a fail-over that lost the end of the registry leaves tags above it.
/// </summary>
internal sealed class TagEpochs(IRegistryStore store, TimeProvider time)
{
    // A part that is away keeps nobody from a change on the others: a number that was used there is found when its tags are moved, by its mark.
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(200);

    /// <summary>The highest epoch of a service; 0 where there is none.</summary>
    /// <exception cref="StoreUnavailableException">A tag does not answer.</exception>
    internal async Task<long> HighestAsync(string service, CancellationToken cancellationToken) =>
        (await Task.WhenAll(EpisodeTag.All(service).Select(tag => store.EpochOfAsync(tag, cancellationToken)))).Max(epoch => epoch.Number);

    /// <summary>Looks at the tags of some services before a change of their rollouts.</summary>
    internal async Task<FoundEpochs> FindAsync(IEnumerable<string> services, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(services.Distinct(StringComparer.Ordinal).Select(async service => (Service: service, Epochs: await ReadAsync(service, cancellationToken))));
        return new FoundEpochs(
            found.ToImmutableDictionary(each => each.Service, each => each.Epochs.Max(epoch => epoch?.Number ?? 0), StringComparer.Ordinal),
            Array.TrueForAll(found, each => Array.TrueForAll(each.Epochs, epoch => epoch is not null)));
    }

    /// <summary>The epochs of the tags of a service; null for one that does not answer in time.</summary>
    internal async Task<TagEpoch?[]> ReadAsync(string service, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var epochs = await Task.WhenAll(EpisodeTag.All(service).Select(tag => EpochOfAsync(tag, bounded.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        return epochs;
    }

    /// <summary>
    /// Puts the tags of a service under an epoch, in number order, and tells under which each is now; null for one that does not take it. The first that takes
    /// longer than a moment, or is away, holds up none of the others: from there on all are asked at once.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="epoch">The epoch.</param>
    /// <param name="taken">Hears of each tag that is under it, or a later one, as soon as it is.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    internal async Task<TagEpoch?[]> AdvanceAsync(string service, TagEpoch epoch, Action<EpisodeTag> taken, CancellationToken cancellationToken)
    {
        var (advancing, isPrompt) = (new List<Task<TagEpoch?>>(), true);
        foreach (var tag in EpisodeTag.All(service))
        {
            var one = AdvanceAsync(tag, epoch, taken, cancellationToken);
            advancing.Add(one);
            isPrompt = isPrompt && await IsPromptAsync(one);
        }

        return await Task.WhenAll(advancing);
    }

    /// <summary>Puts what is under a lower epoch, or none, under this one: what a fail-over undid, or lost altogether. How many tags that were under one.</summary>
    internal async Task<int> HoldAsync(string service, TagEpoch epoch, CancellationToken cancellationToken)
    {
        var undone = await Task.WhenAll(EpisodeTag.All(service).Select(async tag =>
        {
            var found = await store.EpochOfAsync(tag, cancellationToken);
            if (found.Number < epoch.Number || (found.Mark == 0 && found.Number == epoch.Number && epoch.Mark != 0))
            {
                await store.AdvanceEpochAsync(tag, epoch, cancellationToken);
            }

            return found.Number > 0 && found.Number < epoch.Number;
        }));
        return undone.Count(each => each);
    }

    private async Task<TagEpoch?> AdvanceAsync(EpisodeTag tag, TagEpoch epoch, Action<EpisodeTag> taken, CancellationToken cancellationToken)
    {
        try
        {
            var advanced = await store.AdvanceEpochAsync(tag, epoch, cancellationToken);
            taken(tag);
            return advanced;
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    private async Task<bool> IsPromptAsync(Task<TagEpoch?> advancing)
    {
        try
        {
            return await advancing.WaitAsync(s_moment, time) is not null;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private async Task<TagEpoch?> EpochOfAsync(EpisodeTag tag, CancellationToken cancellationToken)
    {
        try
        {
            return await store.EpochOfAsync(tag, cancellationToken).WaitAsync(cancellationToken);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            return null;
        }
    }
}

/// <summary>What the tags of some services say.</summary>
/// <param name="Highest">The highest epoch of each service, of the tags that answered in time; 0 where there is none.</param>
/// <param name="AllAnswered">False where a part of the store is away.</param>
internal sealed record FoundEpochs(IReadOnlyDictionary<string, long> Highest, bool AllAnswered);
