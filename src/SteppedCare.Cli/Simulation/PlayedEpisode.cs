using System.Collections.Immutable;
using System.Globalization;
using SteppedCare.Cohorts;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>An episode that is kept nowhere: what is told of it, what a revision answers about it, what people do. The same facts and figures as a service has.</summary>
/// <param name="referredOn">The date of day 0.</param>
internal sealed class PlayedEpisode(DateOnly referredOn)
{
    private static readonly TimeOnly s_evening = new(18, 0);

    private Trajectory _trajectory = new([.. new byte[16]], []);

    /// <summary>What it adds to the figures of a service.</summary>
    internal Contribution Contribution => Contribution.Of(History);

    private EpisodeHistory History => EpisodeHistory.Of(_trajectory, TimeZoneInfo.Utc);

    internal void Tell(int day, IEnumerable<EpisodeEvent> events) => _trajectory = _trajectory.Append(Entry(day, EpisodeMethod.RecordEvents, [.. events], act: null));

    /// <summary>Tells what happened, asks, does what comes of it.</summary>
    internal void Ask(PolicyRevision revision, Turn turn, IEnumerable<EpisodeEvent> events)
    {
        var call = (DecisionCall)turn.Question;
        var entry = Entry(turn.Day, call == DecisionCall.Triage ? EpisodeMethod.Triage : EpisodeMethod.Review, [.. events], act: null);
        var asOf = CivilTime.Of(entry.RecordedAt, TimeZoneInfo.Utc);
        var facts = FactBuilder.Build(EpisodeHistory.Of(_trajectory.Append(entry), TimeZoneInfo.Utc), asOf, call, revision.Norms);
        var decision = revision.Explainer.Explain(revision.Evaluator.Evaluate(facts, call), facts);
        _trajectory = _trajectory.Append(entry with { Act = new Decided(RecordOf(revision, decision, asOf, facts)) });
        Act(turn, turn.Hear(AdviceOf(decision, turn.Day)), History);
    }

    private void Act(Turn turn, Acts acts, EpisodeHistory made)
    {
        foreach (var task in acts.ClosesTasks ? made.OpenTasks.ToList() : [])
        {
            var reason = (TaskCloseReason)Acts.ReasonOf((V1.TaskKind)task.Kind);
            _trajectory = _trajectory.Append(Entry(turn.Day, EpisodeMethod.CloseTask, [], new TaskClosed(task.Kind, "supervisor-1", reason, made.Version)));
        }

        if (acts.Confirmation is { } act)
        {
            _trajectory = _trajectory.Append(Entry(turn.Day, EpisodeMethod.ConfirmDecision, [], new Confirmed(
                made.Version, "clinician-1", (Outcome)act.Outcome, (Step)act.Step, (OverrideReason)act.Override, "", ReasonsReviewed: true)));
        }
    }

    private static Advice AdviceOf(Decision decision, int day) => new(
        (V1.Outcome)decision.Outcome,
        (V1.Step)decision.Step,
        [.. decision.Alternatives.Select(outcome => (V1.Outcome)outcome)],
        day + decision.ReviewWithinDays,
        decision.RiskFirst);

    private static DecisionRecord RecordOf(PolicyRevision revision, Decision decision, CivilTime asOf, Facts facts) => new()
    {
        Call = decision.Call,
        AsOf = asOf.Instant,
        Revision = revision.Name,
        LanguageVersion = LanguageVersion.Current,
        Epoch = 1,
        Rule = decision.RuleIndex,
        Outcome = decision.Outcome,
        Step = decision.Step,
        Tasks = [.. decision.Tasks.Select(task => new RaisedTask(task.Kind, asOf.Instant + TimeBoxes.Of(task.Kind), task.RiskFirst))],
        NextReview = decision.NextReviewAfter is { } after ? asOf.Instant + after : null,
        NextDue = null,
        Facts = [.. FactsVector.Encode(facts)],
        Consent = true,
    };

    // A minute after another: of one evening every act has its own instant.
    private TrajectoryEntry Entry(int day, EpisodeMethod method, ImmutableArray<EpisodeEvent> events, EpisodeAct? act)
    {
        var version = _trajectory.Version + 1;
        var at = new DateTimeOffset(referredOn.AddDays(day).ToDateTime(s_evening), TimeSpan.Zero).AddMinutes(version % 300);
        return new TrajectoryEntry(at, new RequestMark(method, version.ToString(CultureInfo.InvariantCulture), 0), events, act);
    }
}
