using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Requests and answers in which every field says something.</summary>
internal static class Some
{
    internal static readonly EpisodeKey Key = new("leeds", "ep-7");

    internal static readonly DateTimeOffset Instant = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    internal static Wire.Event Referral => new() { HappenedOn = "2026-11-02", ReferralReceived = new() { Source = Wire.ReferralSource.PrimaryCare } };

    internal static Wire.TriageRequest Triage(params Wire.Event[] events) =>
        new() { Service = "leeds", Episode = "ep-7", RequestId = "r1", Events = { events } };

    internal static Wire.ReviewRequest Review(params Wire.Event[] events) =>
        new() { Service = "leeds", Episode = "ep-7", RequestId = "r1", Events = { events } };

    internal static Wire.RecordEventsRequest Record(params Wire.Event[] events) =>
        new() { Service = "leeds", Episode = "ep-7", RequestId = "r1", Events = { events } };

    internal static TaskAnswer Task(TaskKind kind) => new(
        Key, kind, "A clinician contacts the person today", Instant, Instant.AddHours(8), "dr-a", Instant.AddHours(1), "dr-b", Instant.AddHours(2), TaskCloseReason.SafetyPlanAgreed, RiskFirst: true,
        new Noticed("no-contact", Instant.AddDays(-1), []));

    internal static TaskAnswer OpenTask(TaskKind kind) => new(Key, kind, "Look again", Instant, Instant.AddDays(7), "", null, "", null, TaskCloseReason.Unspecified, RiskFirst: false, Notice: null);

    internal static DecisionAnswer Decision(params TaskKind[] tasks) => new()
    {
        Key = Key,
        DecisionVersion = 3,
        Record = new DecisionRecord
        {
            Call = DecisionCall.Review,
            AsOf = Instant,
            Revision = Revision,
            LanguageVersion = 1,
            Epoch = 12,
            Rule = 4,
            Outcome = Outcome.InsufficientData,
            Step = Step.None,
            Tasks = [],
            NextReview = Instant.AddDays(21),
            NextDue = Instant.AddDays(14),
            Facts = [],
            Consent = true,
        },
        Decision = Advice,
        IsAsRecorded = true,
        Tasks = [.. tasks.Select(OpenTask)],
        InputsChanged = true,
        Confirmation = Confirmation,
        TrajectoryVersion = 6,
    };

    internal static AssessmentAnswer Assessment() =>
        new(DecisionCall.Triage, Instant, Advice, Instant.AddDays(28), Revision, 1, 12, [new("Phq9", "12"), new("Item9", "unknown")]);

    internal static EpisodeAnswer Episode(params RecordedEvent[] events) => new()
    {
        Key = Key,
        TrajectoryVersion = 6,
        Events = [.. events],
        Decisions = [new(Key, 3, DecisionCall.Triage, Instant, Outcome.Enter, Step.Low, InputsChanged: true, Confirmation)],
        Tasks = [OpenTask(TaskKind.ReviewDue), Task(TaskKind.SecondAppointmentWait)],
        Step = Step.Low,
        Ended = true,
        NextDue = Instant.AddDays(3),
        UnconfirmedStart = true,
    };

    private static RevisionName Revision { get; } = new("talking-therapies", "2026.1", new string('a', 64));

    private static ConfirmationAnswer Confirmation { get; } = new("dr-c", Instant.AddHours(3), Outcome.StepUp, Step.High, OverrideReason.Capacity);

    private static Decision Advice { get; } = new()
    {
        Call = DecisionCall.Review,
        Outcome = Outcome.InsufficientData,
        Step = Step.None,
        Provisional = new(Outcome.StepUp, Step.High),
        RuleIndex = 4,
        Rule = "no-response",
        Alternatives = [Outcome.Continue, Outcome.HumanReview],
        Flags = [Flag.RiskFirst, Flag.ProRated],
        ExcludedFormats = [Format.Digital],
        PreferredFormats = [Format.Group, Format.Adapted],
        Tasks = [new(TaskKind.SameDay, "A clinician contacts the person today", "item-9-above-zero", RiskFirst: true)],
        Checklists = [Checklist.ReasonsForNonResponse],
        WithinDays = 0,
        ReviewWithinDays = 14,
        Toward = "community-team",
        Summary = "No response after four sessions",
        Reasons = [new("no-response", "No response", "p.NoResponse", [new("Phq9", "16")], ["NICE NG222 1.9"], IsUnanswered: false)],
        MissingFacts = ["Gad7"],
        NotStated = ["Ideation"],
    };
}
