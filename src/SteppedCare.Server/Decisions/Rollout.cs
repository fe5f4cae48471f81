using System.Collections.Immutable;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>A provider of care as configured.</summary>
/// <param name="Name">Its name in requests and keys.</param>
/// <param name="Zone">Where its civil dates are.</param>
internal sealed record ServiceProfile(string Name, TimeZoneInfo Zone);

/// <summary>Which revisions answer a service's episodes, and since which change of that.</summary>
/// <param name="Service">The service.</param>
/// <param name="Epoch">Grows with each change of the rollout; every decision is recorded under it.</param>
/// <param name="Active">The revision that answers.</param>
internal sealed record Rollout(ServiceProfile Service, long Epoch, IRevision Active)
{
    /// <summary>Which change made it: numbers alone can be used twice.</summary>
    internal long Mark { get; init; }

    /// <summary>As the tags say it that stand under it.</summary>
    internal TagEpoch Tag => new(Epoch, Mark);

    /// <summary>The revision that answers a share of the episodes; null when none does.</summary>
    internal Canary? Canary { get; init; }

    /// <summary>Asked about what is recorded, never answering.</summary>
    internal ImmutableArray<IRevision> Shadows { get; init; } = [];

    /// <summary>Slower evaluations than this are counted for the guard; null when nobody asks.</summary>
    internal TimeSpan? SlowestHundredth { get; init; }

    /// <summary>Which part of the rollout answers an episode: always the same one under this epoch, on every replica.</summary>
    internal Arm ArmOf(string episode) => Canary is { } canary && canary.Takes(Service.Name, episode) ? Arm.Canary : Arm.Active;

    /// <summary>The revision that answers an episode.</summary>
    internal IRevision Of(string episode) => Of(ArmOf(episode));

    internal IRevision Of(Arm arm) => arm == Arm.Canary ? Canary!.Revision : Active;
}

/// <summary>One immutable script of a named policy, ready to answer.</summary>
internal interface IRevision
{
    RevisionName Name { get; }

    /// <summary>The meaning of facts and operators it was written for.</summary>
    int LanguageVersion { get; }

    ImmutableArray<ReviewTimer> ReviewTimers { get; }

    ImmutableArray<WatchTimer> WatchTimers { get; }

    /// <summary>What it measures people by.</summary>
    Norms Norms { get; }

    /// <summary>The facts that safety rules read: all that is looked at when automated support is refused.</summary>
    ImmutableArray<FactNumber> SafetyFacts { get; }

    /// <summary>Where its decisions are counted; null for one that answers nobody any more.</summary>
    RevisionMeters? Meters { get; }

    /// <summary>Which kind of rule has this name; names are unique in a revision.</summary>
    RuleGroup GroupOf(string rule);

    /// <summary>The name of the rule at that place among its triage or review rules; null when it has none there.</summary>
    string? RuleAt(RulePlace place);

    /// <summary>What it recommends. A fault in the policy is INDETERMINATE.</summary>
    /// <exception cref="RevisionLetGoException">It left the rollouts since it was looked up: look again.</exception>
    /// <param name="facts">As it measures them.</param>
    /// <param name="call">The question.</param>
    /// <param name="consent">Whether the person lets recommendations be prepared.</param>
    /// <param name="isShadow">It is asked beside the answer: its time is in no figure of calls.</param>
    Decision Decide(Facts facts, DecisionCall call, bool consent, bool isShadow = false);
}

/// <summary>A revision left every rollout, and this process, between being looked up and being asked. Nothing is wrong: look again.</summary>
internal sealed class RevisionLetGoException() : Exception("The revision was let go before it was asked.");
