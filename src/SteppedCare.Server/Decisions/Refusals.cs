using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.Server.Decisions;

/// <summary>Why calls are refused, each once, so that a reason keeps its words.</summary>
internal static class Refusals
{
    internal static Refusal UnknownService { get; } = new(RefusalKind.NotFound, "SERVICE_UNKNOWN", "No such service is configured.");

    internal static Refusal UnknownEpisode { get; } =
        new(RefusalKind.NotFound, "EPISODE_UNKNOWN", "No such episode; the first event of a new one is its referral.");

    internal static Refusal UnknownDecision { get; } = new(RefusalKind.NotFound, "DECISION_UNKNOWN", "This episode has no such decision.");

    internal static Refusal UnknownTask { get; } = new(RefusalKind.NotFound, "TASK_UNKNOWN", "This episode has no such task.");

    internal static Refusal TaskClosed { get; } = new(RefusalKind.FailedPrecondition, "TASK_CLOSED", "The task was closed by a named person.");

    internal static Refusal TaskLapsed { get; } = new(
        RefusalKind.FailedPrecondition, "EPISODE_ENDED", "The episode has ended, and with it every task that is not about risk: there is nothing left to do.");

    internal static Refusal TaskTakenByAnother { get; } = new(
        RefusalKind.FailedPrecondition, "TASK_TAKEN_BY_ANOTHER", "Another person took this task on; who closes it in their place takes it on first.");

    internal static Refusal SeenVersionAhead { get; } = new(
        RefusalKind.FailedPrecondition, "SEEN_VERSION_AHEAD", "The version that the person saw is later than all that is recorded of this episode; look again.");

    internal static Refusal TaskRaisedSince { get; } = new(
        RefusalKind.FailedPrecondition, "TASK_RAISED_SINCE", "The task was raised after the version that the person saw; look again.");

    internal static Refusal EpisodeEnded { get; } = new(RefusalKind.FailedPrecondition, "EPISODE_ENDED", "The episode has ended; nothing is decided for it any more.");

    internal static Refusal DecisionSuperseded { get; } =
        new(RefusalKind.FailedPrecondition, "DECISION_SUPERSEDED", "A later decision stands; only the latest can be confirmed.");

    internal static Refusal RiskTaskNotAcknowledged { get; } = new(
        RefusalKind.FailedPrecondition, "RISK_TASK_NOT_ACKNOWLEDGED", "Risk comes first: a named person who saw this decision takes on the tasks that put risk first, then it can be confirmed.");

    internal static Refusal OverrideRequired { get; } = new(
        RefusalKind.FailedPrecondition, "OVERRIDE_REQUIRED", "This decision recommends nothing that could be accepted; name an outcome and a step instead.");

    internal static Refusal ChecklistOpen { get; } = new(
        RefusalKind.FailedPrecondition, "CHECKLIST_OPEN", "The decision asks for checklists that must be gone through before it is accepted.");

    internal static Refusal RevisionUnavailable { get; } = new(
        RefusalKind.FailedPrecondition, "REVISION_UNAVAILABLE", "The revision that decided is not held by this server, so that its words cannot be rebuilt.");

    internal static Refusal AsOfAhead { get; } = Invalid("as_of", "must be at most five minutes ahead of the server's clock");

    internal static Refusal AsOfBeforeEvents { get; } = Invalid("as_of", "must not be on an earlier day than an event that is recorded or told with it, nor before the latest decision");

    internal static Refusal StepNotForOutcome { get; } = Invalid("override.step", "must be given with ENTER, CONTINUE, STEP_UP and STEP_DOWN, and with no other outcome");

    internal static Refusal TooManyQuestionnaires { get; } = Invalid(
        "patient_experience",
        string.Create(CultureInfo.InvariantCulture, $"an episode holds at most {ExperienceRules.MostAnswered} answered questionnaires, those that replace another among them"));

    internal static Refusal Invalid(string field, string description) =>
        new(RefusalKind.Invalid, "INVALID_FIELDS", "The request has fields that cannot be so; see the violations.", [new FieldViolation(field, description)]);

    /// <summary>Every fault of the events told, under the status of the gravest: what cannot be so at all, before what cannot be so here.</summary>
    internal static Refusal Of(ImmutableArray<EventFault> faults)
    {
        var gravest = faults.MinBy(fault => fault.Kind);
        ImmutableArray<FieldViolation> violations = [.. faults.Select(fault => new FieldViolation(fault.Path, fault.Message))];
        return gravest.Kind switch
        {
            FaultKind.Invalid => new(RefusalKind.Invalid, "INVALID_FIELDS", "The request has fields that cannot be so; see the violations.", violations),
            FaultKind.NotFound when gravest.Reason == EventFaultReason.UnknownEpisode => UnknownEpisode with { Violations = violations },
            FaultKind.NotFound => new(RefusalKind.NotFound, "EVENT_UNKNOWN", "A correction or withdrawal names an event that this episode does not have.", violations),
            FaultKind.AlreadyExists => new(RefusalKind.AlreadyExists, "EVENT_ID_REUSED", "An event of this id was told before.", violations),
            _ => new(RefusalKind.FailedPrecondition, ReasonOf(gravest.Reason), "What was told does not fit what this episode already holds; see the violations.", violations),
        };
    }

    private static string ReasonOf(EventFaultReason reason) => reason switch
    {
        EventFaultReason.SecondReferral => "REFERRAL_EXISTS",
        EventFaultReason.BeforeReferral => "BEFORE_REFERRAL",
        EventFaultReason.AfterEnd => "EPISODE_ENDED",
        EventFaultReason.VoidedEvent => "EVENT_VOIDED",
        EventFaultReason.NotCorrectable => "EVENT_NOT_CORRECTABLE",
        _ => throw new ArgumentOutOfRangeException(nameof(reason)),
    };
}
