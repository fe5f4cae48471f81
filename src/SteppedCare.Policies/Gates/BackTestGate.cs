using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>What the revision would have answered to people recorded. It informs: a change of policy is meant to change answers, and people judge by the numbers whether it should.</summary>
internal static class BackTestGate
{
    internal static GateAnswer Ask(GateSubject subject, GateOptions options, CancellationToken cancellation)
    {
        if (subject.Revision is not { } revision)
        {
            return GateAnswer.NotRun("The script does not compile.");
        }

        return options.Recorded is { } recorded ? Answer(BackTester.Run(revision, recorded, null, cancellation)) : GateAnswer.NotRun("There are no recorded decisions.");
    }

    /// <summary>A report in the words of a gate.</summary>
    internal static GateAnswer Answer(BackTestReport report)
    {
        if (report.Decisions == 0)
        {
            return GateAnswer.NotRun("There are no recorded decisions.");
        }

        ImmutableArray<GateFinding> changed = [.. report.Cells.Where(cell => cell.IsChanged).Select(Finding)];
        var summary = $"Of {Counted.Of(report.Decisions, "recorded decision")} {report.Changed} would be made otherwise, {report.Lower} of them with less care or without a task.";
        var unjudged = report.Unreadable + report.Faults;
        return unjudged == 0
            ? GateAnswer.Passed(summary, changed)
            : GateAnswer.Failed(
                $"{summary} {unjudged} could not be judged.",
                [new GateFinding(PolicyLibrary.ScriptName, 0, 0, 0, GateCodes.UnreadableDecisions, $"{report.Unreadable} could not be read, at {report.Faults} the policy failed."), .. changed]);
    }

    private static GateFinding Finding(BackTestCell cell)
    {
        var tasks = (cell.LosesTasks, cell.GainsTasks) switch
        {
            (true, true) => ", losing one task and gaining another",
            (true, false) => ", losing a task",
            (false, true) => ", gaining a task",
            _ => "",
        };
        var lower = cell.IsLower ? " Less care than before." : "";
        return new GateFinding(
            PolicyLibrary.ScriptName, 0, 0, 0, GateCodes.ChangedDecisions,
            $"{cell.Call}: {cell.Before} becomes {cell.After}{tasks}, {Counted.Of(cell.Decisions, "decision")} of {Counted.Of(cell.Episodes, "episode")}.{lower} Such as {string.Join(", ", cell.Samples)}.");
    }
}
