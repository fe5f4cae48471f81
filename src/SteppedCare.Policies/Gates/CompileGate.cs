using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Every fence, over the script and over the invariants beside it.</summary>
internal static class CompileGate
{
    internal static GateAnswer Ask(GateSubject subject)
    {
        ImmutableArray<GateFinding> findings =
        [
            .. subject.Compiled.Refusals.Select(refusal => Finding(PolicyLibrary.ScriptName, refusal)),
            .. subject.InvariantRefusals.Select(refusal => Finding(PolicyLibrary.InvariantsName, refusal)),
        ];
        if (findings.Length > 0)
        {
            return GateAnswer.Failed($"{Counted.Of(findings.Length, "fault")}; the first: {findings[0].Message}", findings);
        }

        var rules = $"{Counted.Of(subject.Revision!.Book.Rules.Count(), "rule")} passed every fence";
        return GateAnswer.Passed(subject.Invariants is { } invariants ? $"{rules}, and so did {Counted.Of(invariants.Invariants.Length, "invariant")}." : $"{rules}.");
    }

    internal static GateFinding Finding(string file, Refusal refusal) =>
        new(file, refusal.Line, refusal.Column, refusal.Length, refusal.Code, refusal.Message, refusal.Suggestion);
}
