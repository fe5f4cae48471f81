using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>What a revision would have answered to recorded people. It judges each decision again; what would have followed from another answer it does not simulate.</summary>
/// <param name="Cells">Every pair of answers that occurs: changed ones before the same, less care first, then the largest.</param>
/// <param name="Decisions">How many were judged again.</param>
/// <param name="Changed">How many of them would be answered otherwise, or would lose or gain a task.</param>
/// <param name="Lower">How many of those would get less care, or lose a task.</param>
/// <param name="Unreadable">How many could not be read: facts of a later version, or damaged ones.</param>
/// <param name="Faults">How many the revision failed at.</param>
/// <param name="Took">How long it took.</param>
internal sealed record BackTestReport(ImmutableArray<BackTestCell> Cells, long Decisions, long Changed, long Lower, long Unreadable, long Faults, TimeSpan Took);

/// <summary>The decisions that were answered one way and would be answered another.</summary>
/// <param name="Call">The question.</param>
/// <param name="Before">The answer as recorded.</param>
/// <param name="After">The answer now.</param>
/// <param name="IsLower">Less care than before, or a task that is raised no longer.</param>
/// <param name="LosesTasks">A task that was raised is not.</param>
/// <param name="GainsTasks">A task is raised that was not.</param>
/// <param name="Decisions">How many.</param>
/// <param name="Episodes">Of how many episodes.</param>
/// <param name="Samples">Names of at most ten of them, those that lose most tasks first.</param>
internal sealed record BackTestCell(
    DecisionCall Call, BackTestAnswer Before, BackTestAnswer After, bool IsLower, bool LosesTasks, bool GainsTasks, long Decisions, long Episodes, ImmutableArray<string> Samples)
{
    /// <summary>Neither the answer nor the tasks are the same.</summary>
    internal bool IsChanged => Before != After || LosesTasks || GainsTasks;
}

/// <summary>An outcome and its step.</summary>
internal readonly record struct BackTestAnswer(Outcome Outcome, Step Step)
{
    /// <summary>How much care it is; the same order in which revisions are compared.</summary>
    internal int Care => CareOrder.Of(Outcome, Step);

    /// <summary>As in "Enter High".</summary>
    public override string ToString() => Step == Step.None ? Outcome.ToString() : $"{Outcome} {Step}";
}
