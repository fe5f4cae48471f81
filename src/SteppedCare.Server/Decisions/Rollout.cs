using System.Collections.Immutable;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Decisions;

/// <summary>A provider of care as configured.</summary>
/// <param name="Name">Its name in requests and keys.</param>
/// <param name="Zone">Where its civil dates are.</param>
internal sealed record ServiceProfile(string Name, TimeZoneInfo Zone);

/// <summary>Which revision answers a service's episodes, and since which change of that.</summary>
/// <param name="Service">The service.</param>
/// <param name="Epoch">Grows by one with each change of the rollout; every decision is recorded under it.</param>
/// <param name="Active">The revision that answers.</param>
internal sealed record Rollout(ServiceProfile Service, long Epoch, IRevision Active);

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

    /// <summary>Which kind of rule has this name; names are unique in a revision.</summary>
    RuleGroup GroupOf(string rule);

    /// <summary>What it recommends. Never throws: a fault in the policy is INDETERMINATE.</summary>
    Decision Decide(Facts facts, DecisionCall call, bool consent);
}

/// <summary>Every service's rollout, and every revision that can still explain what it decided.</summary>
internal interface IRollouts
{
    /// <summary>The service's rollout; null when there is no such service.</summary>
    /// <exception cref="PolicyNotLiveException">The service's policy is not live yet.</exception>
    Rollout? Find(string service);

    /// <summary>The revision of that name; null when this server does not hold it.</summary>
    IRevision? FindRevision(RevisionName name);
}
