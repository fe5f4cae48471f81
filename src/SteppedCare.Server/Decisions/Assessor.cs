using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Decisions;

/// <summary>From what is known of an episode to what is recommended and recorded: facts, rules, tasks, next review, what falls due. Writes nothing.</summary>
internal sealed class Assessor(DecisionMetrics metrics, TimeProvider clock)
{
    /// <summary>What the revision answers to a call about an episode, or why nothing can be answered.</summary>
    /// <param name="history">What is recorded so far.</param>
    /// <param name="entry">What is told with this call, and may be told; its act is not decided yet.</param>
    /// <param name="rollout">What answers the service's episodes.</param>
    /// <param name="arm">Which part of it answers this one.</param>
    /// <param name="call">Which question.</param>
    /// <param name="asked">The instant to decide for.</param>
    internal Result<Assessment> Assess(EpisodeHistory history, TrajectoryEntry entry, Rollout rollout, Arm arm, DecisionCall call, DateTimeOffset asked)
    {
        var asOf = CivilTime.Of(asked, rollout.Service.Zone);
        if (asked > entry.RecordedAt + EventRules.AllowedAhead)
        {
            return Refusals.AsOfAhead;
        }

        var told = EpisodeHistory.Of(history.Trajectory.Append(entry), history.Zone);
        return told.Referral is null ? Refusals.UnknownEpisode
            : told.Ended is not null ? Refusals.EpisodeEnded
            : IsBeforeWhatItRestsOn(told, asOf) ? Refusals.AsOfBeforeEvents
            : Answer(history, told, entry, rollout, arm, call, asOf);
    }

    /// <summary>
    /// "Now" is never before the decision it follows: another caller's may have been fixed later and recorded first, or by a clock that runs ahead.
    /// </summary>
    internal static DateTimeOffset Following(EpisodeHistory history, DateTimeOffset now) =>
        history.LatestDecision is { } latest && latest.AsOf.Instant > now ? latest.AsOf.Instant : now;

    private static bool IsBeforeWhatItRestsOn(EpisodeHistory told, CivilTime asOf) =>
        told.Events[^1].HappenedOn > asOf.Date || told.LatestDecision is { } latest && latest.AsOf.Instant > asOf.Instant;

    private Assessment Answer(EpisodeHistory history, EpisodeHistory told, TrajectoryEntry entry, Rollout rollout, Arm arm, DecisionCall call, CivilTime asOf)
    {
        // Refused support: only what the safety rules read is looked at, and only that is kept.
        var revision = rollout.Of(arm);
        var consent = told.AutomatedSupport ?? true;
        var began = clock.GetTimestamp();
        var all = FactBuilder.Build(told, asOf, revision.Norms);
        var built = clock.GetTimestamp();
        metrics.StageEnded(Stage.Facts, clock.GetElapsedTime(began, built));
        var facts = all.Only(consent ? FactBuilder.SeenBy(call) : revision.SafetyFacts);
        var advised = revision.Decide(facts, call, consent);
        var took = clock.GetElapsedTime(built);
        var decision = DecisionAnswers.Flagged(advised, told, consent);
        var record = new DecisionRecord
        {
            Call = call,
            AsOf = asOf.Instant,
            Revision = revision.Name,
            LanguageVersion = revision.LanguageVersion,
            Epoch = rollout.Epoch,
            Rule = decision.RuleIndex,
            Outcome = decision.Outcome,
            Step = decision.Step,
            Tasks = [.. decision.Tasks.Select(task => new RaisedTask(task.Kind, asOf.Instant + TimeBoxes.Of(task.Kind), task.RiskFirst))],
            NextReview = decision.NextReviewAfter is { } after ? asOf.Instant + after : null,
            NextDue = null,
            Facts = [.. FactsVector.Encode(facts)],
            Consent = consent,
        };

        // The timers see the decision as made: it restarts the review clock, its tasks are open, and the wait for a higher step begins or ends with it.
        var made = EpisodeHistory.Of(history.Trajectory.Append(entry with { Act = new Decided(record) }), history.Zone);
        CourseFacts.SetStepUpWait(all, made, asOf.Date);
        var next = Timers.Earliest(Timers.Of(made, consent ? all : facts, asOf, revision.Norms, revision.ReviewTimers, revision.WatchTimers));
        var notices = Timers.Notices(made, all, asOf, revision.Norms, revision.ReviewTimers, revision.WatchTimers);
        return new Assessment(record with { NextDue = next }, decision, facts, new AskedAbout(told, asOf, call, consent), took)
        {
            NextNotice = notices.IsEmpty ? null : notices[0].Due,
        };
    }
}

/// <summary>What a revision answered, as it would be recorded.</summary>
/// <param name="Record">The record.</param>
/// <param name="Decision">The recommendation in full.</param>
/// <param name="Facts">What it rests on.</param>
/// <param name="Asked">The question, as another revision can be asked it.</param>
/// <param name="Took">How long the revision took to answer.</param>
internal sealed record Assessment(DecisionRecord Record, Decision Decision, Facts Facts, AskedAbout Asked, TimeSpan Took)
{
    /// <summary>When the clock has next to tell people of something; null when never, as things stand.</summary>
    internal required DateTimeOffset? NextNotice { get; init; }
}

/// <summary>A question that was put to a revision.</summary>
/// <param name="Told">The episode with what was told along.</param>
/// <param name="AsOf">The instant.</param>
/// <param name="Call">Which question.</param>
/// <param name="Consent">Whether the person lets recommendations be prepared.</param>
internal sealed record AskedAbout(EpisodeHistory Told, CivilTime AsOf, DecisionCall Call, bool Consent)
{
    /// <summary>What a shadow would answer, on facts as it measures them.</summary>
    internal Decision AnswerOf(IRevision revision)
    {
        var facts = FactBuilder.Build(Told, AsOf, revision.Norms).Only(Consent ? FactBuilder.SeenBy(Call) : revision.SafetyFacts);
        return revision.Decide(facts, Call, Consent, isShadow: true);
    }
}
