using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>What is known of one revision.</summary>
/// <param name="Published">How it came.</param>
/// <param name="Approvals">Who vouched for it.</param>
/// <param name="Retired">How it went; null while it is in use.</param>
internal sealed record RevisionRecord(RevisionPublished Published, ImmutableArray<RevisionApproved> Approvals, RevisionRetired? Retired)
{
    public RevisionName Name => Published.Revision;

    public bool IsApproved => !Approvals.IsEmpty && Retired is null;
}

/// <summary>What is known of one rollout of one service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Epoch">Its epoch.</param>
/// <param name="Plan">What answers.</param>
/// <param name="Changed">How it came.</param>
/// <param name="IsReached">Every tag of the service was put under this epoch.</param>
internal sealed record RolloutRecord(string Service, long Epoch, RolloutPlan Plan, RolloutChanged Changed, bool IsReached)
{
    /// <summary>
    /// As the tags say it that stand under this one. The first of a service has no mark: a release that knew no other kept its number so, and its servers go on
    /// beside those of this one until the rollout changes.
    /// </summary>
    public TagEpoch Tag => new(Epoch, Changed.Change == RolloutChange.First ? 0 : Changed.Mark);

    /// <summary>The epoch of what stands below: what going back from here brings back; null when nothing does.</summary>
    public long? Before { get; init; }

    /// <summary>Another change came before its time did: it never answers anybody.</summary>
    public bool IsVoid { get; init; }

    /// <summary>It is to answer from some time on, and that has not come.</summary>
    public bool Waits(DateTimeOffset storeNow) => !IsReached && Changed.NotBefore > storeNow;
}

/// <summary>A change that was asked for under an id, and where in the log it stands.</summary>
/// <param name="Hash">Of the request as sent.</param>
/// <param name="Entry">The entry it became.</param>
/// <param name="Place">The entry's place in the log.</param>
internal sealed record RequestedChange(string Hash, RegistryEntry Entry, long Place);
