using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>The revision answers its own cases as they expect.</summary>
internal static class CaseGate
{
    internal static GateAnswer Ask(GateSubject subject)
    {
        if (subject.Revision is not { } revision)
        {
            return GateAnswer.NotRun("The script does not compile.");
        }

        if (subject.Cases.Count == 0)
        {
            return GateAnswer.Failed(
                "There are no cases: nobody can tell what these rules are meant to answer.",
                [new GateFinding(PolicyLibrary.CasesName, 0, 0, 0, GateCodes.NoCases, "There are no cases.", "Write two people for each number of the script, one on each side of it.")]);
        }

        var outcomes = CaseRunner.Run(subject.Cases, revision);
        ImmutableArray<GateFinding> findings = [.. outcomes.SelectMany(outcome => outcome.Faults.Select(fault => Finding(fault, outcome.Decision is null)))];
        var failed = outcomes.Count(outcome => outcome.Faults.Count > 0);
        return findings.IsEmpty
            ? GateAnswer.Passed($"{Counted.Of(outcomes.Count, "case")} answered as expected.")
            : GateAnswer.Failed($"{failed} of {Counted.Of(outcomes.Count, "case")} failed.", findings);
    }

    private static GateFinding Finding(CaseFault fault, bool isUnreadable) => new(
        PolicyLibrary.CasesName, fault.Line, fault.Column, fault.Length, isUnreadable ? GateCodes.UnreadableCase : GateCodes.FailedCase, fault.Message, fault.Suggestion);
}
