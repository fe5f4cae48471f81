using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>What happened since the last turn, and what is asked now. Whoever asks answers by <see cref="Hear"/> before going on, and does what that says.</summary>
/// <param name="Day">The day, after everything that happened on it.</param>
/// <param name="Question">What is asked; unspecified at the end of care.</param>
/// <param name="Sittings">Appointments since the last turn.</param>
internal sealed record Turn(int Day, DecisionCall Question, ImmutableArray<Sitting> Sittings)
{
    internal required Func<Advice, Acts> Hear { get; init; }
}

/// <summary>What the policy advised.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Step">The step it leads to, where it leads to one.</param>
/// <param name="Alternatives">What it shows beside.</param>
/// <param name="LookAgain">The day on which to look again by the deciding rule; null when it names none, and the step's review point holds.</param>
/// <param name="RiskFirst">A question about risk stands above it.</param>
internal sealed record Advice(Outcome Outcome, Step Step, ImmutableArray<Outcome> Alternatives, int? LookAgain, bool RiskFirst);

/// <summary>What people do about a decision, in this order.</summary>
/// <param name="ClosesTasks">A named person closes every task that it shows.</param>
/// <param name="Confirmation">What a clinician does with it; null while nobody does: it is asked again at once, or care never begins.</param>
internal sealed record Acts(bool ClosesTasks, Confirmation? Confirmation)
{
    /// <summary>What a person says who closes a task.</summary>
    internal static TaskCloseReason ReasonOf(TaskKind kind) => kind switch
    {
        TaskKind.CrisisNow or TaskKind.SameDay or TaskKind.BeforeNextStep => TaskCloseReason.PersonContacted,
        TaskKind.AskRisk => TaskCloseReason.QuestionAnswered,
        TaskKind.Safeguarding => TaskCloseReason.SafeguardingReferred,
        _ => TaskCloseReason.Done,
    };
}

/// <summary>What a clinician does with a decision.</summary>
/// <param name="Outcome">What is to happen.</param>
/// <param name="Step">The step it leads to; unspecified where it leads to none.</param>
/// <param name="Override">Why otherwise than advised; unspecified: as advised.</param>
internal sealed record Confirmation(Outcome Outcome, Step Step, OverrideReason Override = OverrideReason.Unspecified);
