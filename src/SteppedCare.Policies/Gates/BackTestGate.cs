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
        if (report.Unreadable + report.Faults == 0)
        {
            return GateAnswer.Passed(summary, changed);
        }

        summary = $"{summary} {report.Unreadable + report.Faults} could not be judged.";
        ImmutableArray<GateFinding> findings =
        [
            new GateFinding(PolicyLibrary.ScriptName, 0, 0, 0, GateCodes.UnreadableDecisions, $"{report.Unreadable} could not be read, at {report.Faults} the policy failed."),
            .. changed,
        ];

        // What cannot be read is no fault of the policy: one damaged record must not keep every later revision from being published.
        return report.Faults == 0 ? GateAnswer.Passed(summary, findings) : GateAnswer.Failed(summary, findings);
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
        var names = string.Join(", ", cell.Samples.Where(sample => sample.Length > 0));
        var samples = names.Length == 0 ? "" : $" Such as {names}.";
        return new GateFinding(
            PolicyLibrary.ScriptName, 0, 0, 0, GateCodes.ChangedDecisions,
            $"{cell.Call}: {cell.Before} becomes {cell.After}{tasks}, {Counted.Of(cell.Decisions, "decision")} of {Counted.Of(cell.Episodes, "episode")}.{lower}{samples}");
    }
}
