using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// All that was told and decided about one episode: an append-only list. One entry is one successful write, so the number of entries is the version.
/// </summary>
/// <param name="Nonce">Sixteen random bytes, drawn when the episode begins. They enter every leaf of the log, so that once the trajectory is erased a leaf says nothing about the person.</param>
/// <param name="Entries">In the order written.</param>
public sealed record Trajectory(ImmutableArray<byte> Nonce, ImmutableArray<TrajectoryEntry> Entries)
{
    /// <summary>How often it was written; 0 when the episode does not exist.</summary>
    public int Version => Entries.Length;

    /// <summary>With one more entry.</summary>
    public Trajectory Append(TrajectoryEntry entry) => this with { Entries = Entries.Add(entry) };
}

/// <summary>One write, whole or not at all.</summary>
/// <param name="RecordedAt">When it was written, to the millisecond.</param>
/// <param name="Request">Who asked for it, so that a repetition is recognised.</param>
/// <param name="Events">What was told, in the order told; empty for acts that tell nothing new.</param>
/// <param name="Act">What was decided or done; null when events were only recorded.</param>
public sealed record TrajectoryEntry(DateTimeOffset RecordedAt, RequestMark Request, ImmutableArray<EpisodeEvent> Events, EpisodeAct? Act);

/// <summary>A request as the trajectory remembers it. The same id with another hash is another request under a used name: refused.</summary>
/// <param name="Method">Which call.</param>
/// <param name="Id">The caller's id, unique for this episode and method.</param>
/// <param name="Hash">The first eight bytes of SHA-256 over the request as sent.</param>
public readonly record struct RequestMark(EpisodeMethod Method, string Id, ulong Hash);

/// <summary>The calls that write. Numbered in the trajectory's format.</summary>
public enum EpisodeMethod
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Triage.</summary>
    Triage = 1,

    /// <summary>Review.</summary>
    Review = 2,

    /// <summary>RecordEvents.</summary>
    RecordEvents = 3,

    /// <summary>ConfirmDecision.</summary>
    ConfirmDecision = 4,

    /// <summary>AcknowledgeTask.</summary>
    AcknowledgeTask = 5,

    /// <summary>CloseTask.</summary>
    CloseTask = 6,

    /// <summary>No call: the clock's own sweep over what fell due.</summary>
    Sweep = 7,
}

/// <summary>Something decided or done in an episode. A closed family, numbered in the trajectory's format.</summary>
public abstract record EpisodeAct
{
    private protected EpisodeAct()
    {
    }
}

/// <summary>The service answered a triage or review.</summary>
/// <param name="Record">What is kept of the answer.</param>
public sealed record Decided(DecisionRecord Record) : EpisodeAct;

/// <summary>A named clinician accepted a decision or overrode it.</summary>
/// <param name="DecisionVersion">The version of the entry that holds the decision.</param>
/// <param name="Clinician">The clinician's pseudonymous id.</param>
/// <param name="Outcome">What is to happen: the decision's own outcome when accepted.</param>
/// <param name="Step">The step it leads to; none where the outcome has none.</param>
/// <param name="Override">Why it was overridden; <see cref="OverrideReason.None"/> when accepted.</param>
/// <param name="Note">The clinician's note, at most 200 characters. Never logged, exported, indexed or shown to portals.</param>
/// <param name="ReasonsReviewed">Every checklist the decision asked for was gone through.</param>
public sealed record Confirmed(
    int DecisionVersion, string Clinician, Outcome Outcome, Step Step, OverrideReason Override, string Note, bool ReasonsReviewed) : EpisodeAct;

/// <summary>A named person took a task on. It stays open.</summary>
/// <param name="Kind">Which task.</param>
/// <param name="Person">The person's pseudonymous id.</param>
/// <param name="SeenVersion">The version of the trajectory that the person had before them; null where nobody said: then the version before this entry.</param>
public sealed record TaskAcknowledged(TaskKind Kind, string Person, int? SeenVersion) : EpisodeAct;

/// <summary>A named person closed a task.</summary>
/// <param name="Kind">Which task.</param>
/// <param name="Person">The person's pseudonymous id.</param>
/// <param name="Reason">Why it can be closed.</param>
/// <param name="SeenVersion">The version of the trajectory that the person had before them: what was told later they have not looked at. Null where nobody said: then the version before this entry.</param>
public sealed record TaskClosed(TaskKind Kind, string Person, TaskCloseReason Reason, int? SeenVersion) : EpisodeAct;

/// <summary>
/// Nothing happened until something fell due, and the clock says so. Nobody decided anything: it raises work for people. It is the same whoever notices it, and
/// whenever.
/// </summary>
/// <param name="Watch">The watch of the policy that fell due.</param>
/// <param name="FellDue">When it fell due, however late that was noticed.</param>
/// <param name="Tasks">What it raised.</param>
/// <param name="Number">Which of the watch's numbers was reached: that of days or sessions. An entry without one says only when.</param>
/// <param name="Since">The entry that told of what is counted from, or of the last that is counted; 0 where no correction can move that. With the number it keeps a correction from being told as news.</param>
public sealed record Noticed(string Watch, DateTimeOffset FellDue, ImmutableArray<RaisedTask> Tasks, int? Number = null, int Since = 0) : EpisodeAct;

/// <summary>Why a clinician decided otherwise.</summary>
public enum OverrideReason
{
    /// <summary>Not overridden.</summary>
    None = 0,

    /// <summary>The person's own choice.</summary>
    PersonsChoice = 1,

    /// <summary>Clinical judgement on facts the service does not hold.</summary>
    ClinicalJudgement = 2,

    /// <summary>An event in the person's life explains the scores.</summary>
    LifeEvent = 3,

    /// <summary>The recommended step has no capacity now.</summary>
    Capacity = 4,

    /// <summary>The data behind the decision are wrong or missing.</summary>
    DataInDoubt = 5,

    /// <summary>Another reason, told in the note.</summary>
    Other = 6,
}

/// <summary>Why a task was closed.</summary>
public enum TaskCloseReason
{
    /// <summary>Not said; refused.</summary>
    Unspecified = 0,

    /// <summary>The person was contacted and the risk reviewed.</summary>
    PersonContacted = 1,

    /// <summary>Handed to crisis or emergency care.</summary>
    HandedToCrisisCare = 2,

    /// <summary>A safety plan is agreed.</summary>
    SafetyPlanAgreed = 3,

    /// <summary>The question was asked and answered.</summary>
    QuestionAnswered = 4,

    /// <summary>Referred to the safeguarding team.</summary>
    SafeguardingReferred = 5,

    /// <summary>Raised by mistaken data.</summary>
    RaisedInError = 6,

    /// <summary>The act that was due has been done.</summary>
    Done = 7,

    /// <summary>Care ended, and with it whatever is not about danger. No person says so, and no entry holds it.</summary>
    EpisodeEnded = 8,
}
