namespace SteppedCare.Server.Decisions;

/// <summary>A decision made again, held against its record. What was answered then stands, whatever the same facts would give today.</summary>
internal static class Replay
{
    internal static bool IsAsRecorded(Decision again, DecisionRecord record) =>
        (again.Outcome, again.Step, again.RuleIndex) == (record.Outcome, record.Step, record.Rule)
        && again.Tasks.Select(task => (task.Kind, task.RiskFirst)).SequenceEqual(record.Tasks.Select(task => (task.Kind, task.RiskFirst)));

    /// <summary>The record's word alone: the reasons for another answer would mislead.</summary>
    internal static Decision WordOf(DecisionRecord record) => new()
    {
        Call = record.Call,
        Outcome = record.Outcome,
        Step = record.Step,
        RuleIndex = record.Rule,
        Flags = [.. FlagsOf(record)],
        Tasks = [.. record.Tasks.Select(task => new DecisionTask(task.Kind, TimeBoxes.ActOf(task.Kind), "", task.RiskFirst))],
        Summary = "As recorded; its reasons cannot be made again",
    };

    private static IEnumerable<Flag> FlagsOf(DecisionRecord record)
    {
        if (record.RiskFirst)
        {
            yield return Flag.RiskFirst;
        }

        if (!record.Consent)
        {
            yield return Flag.ByChoice;
        }
    }
}
