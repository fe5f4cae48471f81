using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Something that happened in an episode, as a portal or a clinician told it.</summary>
/// <param name="Id">The teller's own id, unique in the episode; empty when none was given, then the event is known by its place, as <c>3.0</c> (version, index).</param>
/// <param name="HappenedOn">The civil date it happened, in the service's time zone. Facts follow this order, so late events are welcome.</param>
/// <param name="At">The local time, where known; orders what happened on one day.</param>
/// <param name="Content">What happened.</param>
public sealed record EpisodeEvent(string Id, DateOnly HappenedOn, TimeOnly? At, EventContent Content);

/// <summary>What an event says. A closed family; its members are numbered in the trajectory's format and never renumbered.</summary>
public abstract record EventContent
{
    private protected EventContent()
    {
    }
}

/// <summary>The referral that opened the episode. The first event of every episode, once.</summary>
/// <param name="Source">Who referred.</param>
/// <param name="PriorCourses">Earlier courses as the portal declares them; empty when none were stated.</param>
public sealed record ReferralReceived(ReferralSource Source, ImmutableArray<PriorCourse> PriorCourses) : EventContent;

/// <summary>An earlier course of care, as declared.</summary>
/// <param name="Step">The step it was given at.</param>
/// <param name="Sessions">Sessions completed, 0 to 200.</param>
/// <param name="EndedOn">When it ended; null when not known (then it counts as within the last twelve months).</param>
/// <param name="ReliablyImproved">Whether it ended with reliable improvement.</param>
public sealed record PriorCourse(Step Step, int Sessions, DateOnly? EndedOn, Answer ReliablyImproved);

/// <summary>An appointment, kept or not, or a log of internet therapy.</summary>
/// <param name="Appointment">What it was for.</param>
/// <param name="Attendance">What became of it.</param>
/// <param name="TherapyCode">SNOMED code of the therapy given; 0 when none was stated.</param>
/// <param name="Mode">How it took place.</param>
/// <param name="CancelledBy">Who called it off, where somebody did.</param>
public sealed record Contact(AppointmentType Appointment, Attendance Attendance, long TherapyCode, DeliveryMode Mode, CancelledBy CancelledBy) : EventContent;

/// <summary>One completed questionnaire: item by item, or only its total.</summary>
/// <param name="Instrument">Which questionnaire.</param>
/// <param name="Items">One answer an item, in the questionnaire's order; empty for a total alone.</param>
/// <param name="TotalThousandths">The total as stated, in thousandths; null when only items were given. With items it must equal their sum.</param>
public sealed record ScoreRecorded(InstrumentCode Instrument, ImmutableArray<ItemAnswer> Items, int? TotalThousandths) : EventContent
{
    /// <summary>Which version of the questionnaire, by the contract's word; empty for the usual one.</summary>
    public string Version { get; init; } = "";

    /// <summary>Which items the total is over, as told; items tell it themselves.</summary>
    public ItemSet ItemSet { get; init; }
}

/// <summary>Care at a step began: always accepted, whatever was recommended.</summary>
/// <param name="Step">The step that began.</param>
public sealed record StepStarted(Step Step) : EventContent;

/// <summary>What the person stated when asked about risk: facts, no level.</summary>
/// <param name="Answers">The answers given this time; topics not mentioned keep what was stated before.</param>
public sealed record RiskAnswered(ImmutableArray<RiskAnswer> Answers) : EventContent;

/// <summary>One stated risk fact.</summary>
/// <param name="Topic">What it is about.</param>
/// <param name="Answer">What was said.</param>
public readonly record struct RiskAnswer(RiskTopic Topic, Answer Answer);

/// <summary>A named person reviewed the risk and vouches for it until a date: "known, safety plan valid until".</summary>
/// <param name="Reviewer">The clinician's pseudonymous id.</param>
/// <param name="ValidUntil">The last day it holds.</param>
public sealed record RiskReviewRecorded(string Reviewer, DateOnly ValidUntil) : EventContent;

/// <summary>A problem descriptor was given, confirmed or withdrawn.</summary>
/// <param name="Problem">The descriptor; <see cref="Problem.NoDescriptor"/> withdraws it.</param>
/// <param name="Status">Provisional or clinician-assigned.</param>
public sealed record ProblemDescribed(Problem Problem, DescriptorStatus Status) : EventContent
{
    /// <summary>The pseudonymous id of the clinician who assigned it; empty unless clinician-assigned.</summary>
    public string AssignedBy { get; init; } = "";
}

/// <summary>Answers about the person's circumstances. Later answers replace earlier ones, question by question.</summary>
/// <param name="AgeYears">Age in whole years on that day, 0 to 120; null when not told.</param>
/// <param name="Preference">What kind of help is asked for; <see cref="Preference.NotStated"/> leaves the earlier answer.</param>
/// <param name="Answers">Yes/no answers.</param>
public sealed record CircumstancesAnswered(int? AgeYears, Preference Preference, ImmutableArray<CircumstanceAnswer> Answers) : EventContent
{
    /// <summary>The date of the traumatic event that the problem is about; null when not told.</summary>
    public DateOnly? TraumaOn { get; init; }
}

/// <summary>One answer about circumstances.</summary>
/// <param name="Circumstance">The question.</param>
/// <param name="Answer">What was said.</param>
public readonly record struct CircumstanceAnswer(Circumstance Circumstance, Answer Answer);

/// <summary>The stepped plan was explained to the person, with the date on which it is looked at again.</summary>
/// <param name="Understood">Whether it was understood.</param>
/// <param name="Accepted">Whether it was accepted.</param>
public sealed record PlanExplained(Answer Understood, Answer Accepted) : EventContent;

/// <summary>The person declined a step that was offered.</summary>
/// <param name="Step">The step declined.</param>
public sealed record StepDeclined(Step Step) : EventContent;

/// <summary>Consent given or withdrawn.</summary>
/// <param name="Scope">What it is about.</param>
/// <param name="Given">True when given.</param>
public sealed record ConsentChanged(ConsentScope Scope, bool Given) : EventContent;

/// <summary>An earlier event was wrong; this is how it should read. A correction never closes a risk task.</summary>
/// <param name="EventId">The event corrected: its own id or its place.</param>
/// <param name="HappenedOn">The right date.</param>
/// <param name="At">The right time, where known.</param>
/// <param name="Replacement">The right content, of the same kind.</param>
public sealed record Corrected(string EventId, DateOnly HappenedOn, TimeOnly? At, EventContent Replacement) : EventContent;

/// <summary>An earlier event does not count any more.</summary>
/// <param name="EventId">The event voided: its own id or its place.</param>
/// <param name="Reason">Why.</param>
public sealed record Voided(string EventId, VoidReason Reason) : EventContent;

/// <summary>The episode ended.</summary>
/// <param name="Reason">Why.</param>
public sealed record EpisodeEnded(EndReason Reason) : EventContent;
