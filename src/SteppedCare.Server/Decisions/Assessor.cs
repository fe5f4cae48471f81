using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>From what is known of an episode to what is recommended: facts, rules, words. Pure but for the clock it is given; writes nothing.</summary>
internal static class Assessor
{
    /// <summary>What the rollout's revision recommends, and the facts it answered from.</summary>
    internal static Assessed Assess(EpisodeHistory history, IRevision revision, DecisionCall call, CivilTime asOf)
    {
        var consent = history.AutomatedSupport ?? true;
        var facts = FactBuilder.Build(history, asOf);
        if (!consent)
        {
            // Refused: only what the safety rules read is looked at, and only that is kept.
            facts = facts.Only(revision.SafetyFacts);
        }

        return new Assessed(facts, revision.Decide(facts, call, consent), consent);
    }

    /// <summary>The instant to decide for, or why not: at most five minutes ahead, and not before what it would rest on.</summary>
    internal static Result<AsOf> ReadAsOf(DateTimeOffset? asked, DateTimeOffset now, EpisodeHistory history, TimeZoneInfo zone)
    {
        var instant = (asked ?? now).ToMilliseconds();
        if (instant > now + EventRules.AllowedAhead)
        {
            return Refusals.AsOfAhead;
        }

        var civil = CivilTime.Of(instant, zone);
        var isEarly = history.Events.Any(told => told.HappenedOn > civil.Date) || history.LatestDecision is { } latest && latest.AsOf.Instant > instant;
        return isEarly ? Refusals.AsOfBeforeEvents : new AsOf(civil);
    }
}

/// <summary>The instant a decision speaks of, as the service's calendar shows it.</summary>
internal sealed record AsOf(CivilTime Civil);

/// <summary>A recommendation with the facts it rests on.</summary>
internal sealed record Assessed(Facts Facts, Decision Decision, bool Consent);
