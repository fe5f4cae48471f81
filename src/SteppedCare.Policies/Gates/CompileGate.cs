using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Every fence, over the script and over the invariants beside it. What the program came to refuse only after revisions were published stands here and not among the
/// fences: nobody publishes it any more, and what was published goes on answering after an upgrade.
/// </summary>
internal static class CompileGate
{
    internal static GateAnswer Ask(GateSubject subject)
    {
        ImmutableArray<GateFinding> findings =
        [
            .. subject.Compiled.Refusals.Select(refusal => Finding(PolicyLibrary.ScriptName, refusal)),
            .. subject.InvariantRefusals.Select(refusal => Finding(PolicyLibrary.InvariantsName, refusal)),
            .. LapsingDanger(subject),
        ];
        if (findings.Length > 0)
        {
            return GateAnswer.Failed($"{Counted.Of(findings.Length, "fault")}; the first: {findings[0].Message}", findings);
        }

        var rules = $"{Counted.Of(subject.Revision!.Book.Rules.Count(), "rule")} passed every fence";
        return GateAnswer.Passed(subject.Invariants is { } invariants ? $"{rules}, and so did {Counted.Of(invariants.Invariants.Length, "invariant")}." : $"{rules}.");
    }

    // A risk task disappears only by a named person, and the watch tells each danger once.
    private static IEnumerable<GateFinding> LapsingDanger(GateSubject subject) => (subject.Revision?.Book.WatchRules ?? [])
        .Where(watch => FactTable.Of(watch.Fact).IsOfDanger && !EpisodeTask.Outlives(watch.Task))
        .Select(watch => new GateFinding(
            PolicyLibrary.ScriptName, watch.Line, 1, 0, GateCodes.LapsingDanger,
            $"The watch '{watch.Name}' looks at danger and raises {watch.Task}, which the end of the episode closes.",
            $"Raise one that only a person closes: {string.Join(", ", Enum.GetValues<TaskKind>().Where(EpisodeTask.Outlives))}."));

    internal static GateFinding Finding(string file, Refusal refusal) =>
        new(file, refusal.Line, refusal.Column, refusal.Length, refusal.Code, refusal.Message, refusal.Suggestion);
}
