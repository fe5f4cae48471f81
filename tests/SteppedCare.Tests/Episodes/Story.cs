using System.Collections.Immutable;

namespace SteppedCare.Tests.Episodes;

/// <summary>An episode told step by step, in London, one entry a call. Says only what matters; the rest is sensible.</summary>
internal sealed class Story
{
    internal static readonly TimeZoneInfo London = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    internal static readonly DateOnly Referred = new(2026, 1, 5);

    internal static readonly ImmutableArray<byte> Nonce = [.. Enumerable.Range(1, 16).Select(number => (byte)number)];

    private int _requests;

    internal Trajectory Trajectory { get; private set; } = new(Nonce, []);

    internal EpisodeHistory History => EpisodeHistory.Of(Trajectory, London);

    /// <summary>Opened by a referral of 5 January 2026.</summary>
    internal static Story Begun(params PriorCourse[] priorCourses) =>
        new Story().Tell(Day(0), new ReferralReceived(ReferralSource.SelfReferral, [.. priorCourses]));

    /// <summary>So many days after the referral.</summary>
    internal static DateOnly Day(int day) => Referred.AddDays(day);

    /// <summary>Noon of that day.</summary>
    internal static DateTimeOffset Noon(int day) => new(Day(day), new TimeOnly(12, 0), TimeSpan.Zero);

    internal static CivilTime AsOf(int day) => CivilTime.Of(Noon(day), London);

    internal static EpisodeEvent Event(DateOnly date, EventContent content, string id = "", TimeOnly? at = null) => new(id, date, at, content);

    internal static ScoreRecorded Items(InstrumentCode instrument, params int[] items) =>
        new(instrument, [.. items.Select(item => item < 0 ? ItemAnswer.Unanswered : ItemAnswer.Of(item))], null);

    /// <summary>A PHQ-9 of that total with that item 9; -1 leaves it out.</summary>
    internal static ScoreRecorded Phq9(int total, int item9 = 0) => Items(InstrumentCode.Phq9, [.. Spread(total - Math.Max(item9, 0), 8), item9]);

    internal static ScoreRecorded Gad7(int total) => Items(InstrumentCode.Gad7, Spread(total, 7));

    internal static ScoreRecorded Wsas(int total) => new(
        InstrumentCode.Wsas, [.. Enumerable.Range(0, 5).Select(place => ItemAnswer.Of(Math.Clamp(total - (8 * place), 0, 8)))], null);

    internal static Contact Treated() => new(AppointmentType.Treatment, Attendance.Attended, 0, DeliveryMode.Telephone, CancelledBy.Unspecified);

    internal static Contact Missed() => new(AppointmentType.Treatment, Attendance.DidNotAttend, 0, DeliveryMode.Telephone, CancelledBy.Unspecified);

    internal Story Tell(DateOnly date, params EventContent[] contents) => Tell([.. contents.Select(content => Event(date, content))]);

    internal Story Tell(params EpisodeEvent[] events) => Append(EpisodeMethod.RecordEvents, null, events, At(events.Length == 0 ? Referred : events.Max(told => told.HappenedOn)));

    /// <summary>The same, recorded on that day, whenever it happened.</summary>
    internal Story Record(int day, params EpisodeEvent[] events) => Append(EpisodeMethod.RecordEvents, null, events, Noon(day));

    /// <summary>A treatment session with both scores.</summary>
    internal Story Session(int day, int phq9, int gad7) => Tell(Day(day), Treated(), Phq9(phq9), Gad7(gad7));

    /// <summary>The end of care, by agreement.</summary>
    internal Story End(int day, EndReason reason = EndReason.CompletedByAgreement) => Tell(Day(day), new EpisodeEnded(reason));

    internal Story Review(int day, Step step = Step.Low, params TaskKind[] tasks) => Decide(day, DecisionCall.Review, step, riskFirst: false, null, tasks);

    internal Story Triage(int day, Step step = Step.Low, params TaskKind[] tasks) => Decide(day, DecisionCall.Triage, step, riskFirst: false, null, tasks);

    internal Story Decide(int day, DecisionCall call, Step step, bool riskFirst, DateTimeOffset? nextReview, params TaskKind[] tasks) =>
        Decide(day, call, step, riskFirst, nextReview, call == DecisionCall.Triage ? Outcome.Enter : Outcome.Continue, tasks);

    internal Story Decide(int day, DecisionCall call, Step step, bool riskFirst, DateTimeOffset? nextReview, Outcome outcome, params TaskKind[] tasks) =>
        Decide(day, call, step, riskFirst, nextReview, outcome, FactBuilder.Build(History, AsOf(day), call, Norms.Published), tasks);

    /// <summary>A review that found the person not on track, whatever was told.</summary>
    internal Story ReviewNotOnTrack(int day)
    {
        var facts = FactBuilder.Build(History, AsOf(day), DecisionCall.Review, Norms.Published);
        facts[FactNumber.NotOnTrack] = 1;
        return Decide(day, DecisionCall.Review, Step.Low, riskFirst: false, null, Outcome.Continue, facts, []);
    }

    private Story Decide(int day, DecisionCall call, Step step, bool riskFirst, DateTimeOffset? nextReview, Outcome outcome, Facts facts, TaskKind[] tasks)
    {
        var asOf = AsOf(day);
        return Append(
            call == DecisionCall.Triage ? EpisodeMethod.Triage : EpisodeMethod.Review,
            new Decided(new DecisionRecord
            {
                Call = call,
                AsOf = asOf.Instant,
                Revision = new RevisionName("talking-therapies", "2026.1", new string('a', 64)),
                LanguageVersion = 1,
                Epoch = 1,
                Rule = 3,
                Outcome = outcome,
                Step = step,
                Tasks = [.. tasks.Select(task => new RaisedTask(task, asOf.Instant.AddHours(8), riskFirst))],
                NextReview = nextReview,
                NextDue = asOf.Instant,
                Facts = [.. FactsVector.Encode(facts)],
                Consent = true,
            }),
            [],
            asOf.Instant);
    }

    internal Story Confirm(int day, Step step, OverrideReason reason = OverrideReason.None) =>
        Act(day, EpisodeMethod.ConfirmDecision, new Confirmed(History.LatestDecision!.Version, "clinician-1", Outcome.Enter, step, reason, "", ReasonsReviewed: true));

    /// <summary>The last of it was recorded on that day.</summary>
    internal Story RecordedOn(int day)
    {
        Trajectory = Trajectory with { Entries = [.. Trajectory.Entries[..^1], Trajectory.Entries[^1] with { RecordedAt = Noon(day) }] };
        return this;
    }

    internal Story Acknowledge(int day, TaskKind kind, int? seen = null) => Act(day, EpisodeMethod.AcknowledgeTask, new TaskAcknowledged(kind, "clinician-1", seen));

    internal Story Close(int day, TaskKind kind, int? seen = null) =>
        Act(day, EpisodeMethod.CloseTask, new TaskClosed(kind, "clinician-1", TaskCloseReason.PersonContacted, seen));

    /// <summary>The clock told of a watch that fell due at that instant, and raised this task.</summary>
    internal Story Notice(string watch, DateTimeOffset due, TaskKind task, DateTimeOffset? noticed = null) =>
        Append(EpisodeMethod.Sweep, new Noticed(watch, due, [new RaisedTask(task, due + TimeBoxes.Of(task), RiskFirst: false)]), [], noticed ?? due);

    /// <summary>The same, as a sweep found it.</summary>
    internal Story Notice(Notice notice, DateTimeOffset noticed) => Append(
        EpisodeMethod.Sweep,
        new Noticed(notice.Watch, notice.Due, [new RaisedTask(notice.Task, notice.Due + TimeBoxes.Of(notice.Task), RiskFirst: false)], notice.Number, notice.Since),
        [],
        noticed);

    internal Facts Facts(int day) => FactBuilder.Build(History, AsOf(day), Norms.Published);

    private static DateTimeOffset At(DateOnly date) => new(date, new TimeOnly(12, 0), TimeSpan.Zero);

    private static int[] Spread(int total, int items) => [.. Enumerable.Range(0, items).Select(place => Math.Clamp(total - (3 * place), 0, 3))];

    private Story Act(int day, EpisodeMethod method, EpisodeAct act) => Append(method, act, [], Noon(day));

    private Story Append(EpisodeMethod method, EpisodeAct? act, EpisodeEvent[] events, DateTimeOffset recorded)
    {
        _requests++;
        var mark = new RequestMark(method, $"{_requests:x8}-0000-4000-8000-000000000000", 0x0102030405060708ul * (ulong)_requests);
        Trajectory = Trajectory.Append(new TrajectoryEntry(recorded, mark, [.. events], act));
        return this;
    }
}
