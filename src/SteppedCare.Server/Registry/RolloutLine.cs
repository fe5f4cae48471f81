using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>
/// The rollouts of one service, and the one reading of them: which may answer, which is to be moved, what stands below which. Only the latest can wait for its
/// time: what waited when another came is void. Epochs only grow.
/// </summary>
internal sealed record RolloutLine
{
    internal static RolloutLine Empty { get; } = new();

    // Oldest first.
    private ImmutableList<RolloutRecord> Rollouts { get; init; } = [];

    internal RolloutRecord? Latest => Rollouts.IsEmpty ? null : Rollouts[^1];

    /// <summary>The newest that every tag reached: what an episode is under unless a later one moves.</summary>
    internal RolloutRecord? Live => NewestFirst().FirstOrDefault(rollout => rollout.IsReached);

    internal RolloutRecord? Find(long epoch) => PlaceOf(epoch) is { } place ? Rollouts[place] : null;

    /// <summary>The rollout that a tag stands under; null when that is none of these, though one may have its number.</summary>
    internal RolloutRecord? Find(TagEpoch epoch) => Find(epoch.Number) is { } found && found.Tag.CanBe(epoch) ? found : null;

    internal IEnumerable<RolloutRecord> NewestFirst()
    {
        for (var place = Rollouts.Count - 1; place >= 0; place--)
        {
            yield return Rollouts[place];
        }
    }

    /// <summary>Those that may answer, now or when their time comes: the latest, and those before it until one that every tag reached.</summary>
    internal IEnumerable<RolloutRecord> Answering()
    {
        foreach (var rollout in NewestFirst().Where(rollout => !rollout.IsVoid))
        {
            yield return rollout;
            if (rollout.IsReached)
            {
                yield break;
            }
        }
    }

    /// <summary>Those that may answer somebody now, newest first.</summary>
    internal IEnumerable<RolloutRecord> AnsweringAt(DateTimeOffset storeNow) => Answering().Where(rollout => !rollout.Waits(storeNow));

    /// <summary>What every tag is to be put under now; null when they are under it already.</summary>
    internal RolloutRecord? DueAt(DateTimeOffset storeNow) => AnsweringAt(storeNow).FirstOrDefault() is { IsReached: false } due ? due : null;

    /// <summary>Whether nothing came about after this one: it is the latest, or those after it still wait for their time.</summary>
    internal bool IsPresent(long epoch, DateTimeOffset storeNow) => Latest?.Epoch == epoch || AnsweringAt(storeNow).FirstOrDefault()?.Epoch == epoch;

    /// <summary>What stands below a rollout, the nearest first: what answered before it and was not taken back since.</summary>
    internal IEnumerable<RolloutRecord> Below(RolloutRecord rollout)
    {
        while (rollout.Before is { } epoch && epoch < rollout.Epoch && Find(epoch) is { } before)
        {
            yield return before;
            rollout = before;
        }
    }

    /// <summary>With one more, unless its number was used.</summary>
    internal RolloutLine With(RolloutRecord rollout)
    {
        if (Latest?.Epoch >= rollout.Epoch)
        {
            return this;
        }

        var before = Latest is { } latest && latest.Waits(rollout.Changed.At) ? Rollouts.SetItem(Rollouts.Count - 1, latest with { IsVoid = true }) : Rollouts;
        var line = this with { Rollouts = before };
        var standing = line.NewestFirst().FirstOrDefault(other => !other.IsVoid);
        long? named = rollout.Changed.BackTo?.TryGetValue(rollout.Service, out var epoch) is true ? epoch : null;
        if (named is not null || rollout.Changed.Change is RolloutChange.RolledBack or RolloutChange.Guarded)
        {
            // In the place of what it brought back or numbered anew; an entry that does not say of which, of the one below.
            var back = named ?? standing?.Before;
            standing = back is { } place && line.Find(place)?.Before is { } below ? line.Find(below) : null;
        }

        return line with { Rollouts = before.Add(rollout with { Before = standing?.Epoch }) };
    }

    /// <summary>With this one reached. What every tag was put under answers, whatever else was wanted meanwhile.</summary>
    internal RolloutLine Reached(long epoch) =>
        PlaceOf(epoch) is { } place ? this with { Rollouts = Rollouts.SetItem(place, Rollouts[place] with { IsReached = true, IsVoid = false }) } : this;

    private int? PlaceOf(long epoch)
    {
        var (low, high) = (0, Rollouts.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (Rollouts[middle].Epoch.CompareTo(epoch))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return null;
    }
}
