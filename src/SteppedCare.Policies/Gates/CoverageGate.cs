using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>The cases reach the rules and take both sides of their tests, as far as the thresholds ask.</summary>
internal static class CoverageGate
{
    internal static GateAnswer Ask(GateSubject subject, GateOptions options)
    {
        if (subject.Revision is not { } revision || subject.Cases.Count == 0)
        {
            return GateAnswer.NotRun(subject.Revision is null ? "The script does not compile." : "There are no cases.");
        }

        var tally = new CoverageTally(revision, subject.Readings);
        foreach (var vignette in subject.Cases.Where(vignette => vignette.Faults.Count == 0))
        {
            tally.Add(vignette, CaseRunner.Ask(vignette, revision.Evaluator));
        }

        var text = new ScriptText(subject.Bundle.Script);
        ImmutableArray<GateFinding> rules = [.. tally.RulesNotReached.Select(NotReached)];
        ImmutableArray<GateFinding> branches = [.. tally.NeverUnanswered.Select(NeverUnanswered), .. tally.SidesNotTaken.Select(side => NotTaken(side.Place, side.Side, text))];
        var reached = Share(tally.Rules, rules.Length);
        var taken = Share(tally.Branches, branches.Length);
        var summary = $"Cases reach {tally.Rules - rules.Length} of {Counted.Of(tally.Rules, "rule")} ({Counted.Percent(reached)}) "
            + $"and {tally.Branches - branches.Length} of {Counted.Of(tally.Branches, "branch")} ({Counted.Percent(taken)}); "
            + $"asked for are {Counted.Percent(options.LeastRuleCoverage)} and {Counted.Percent(options.LeastBranchCoverage)}.";
        ImmutableArray<GateFinding> findings = [.. rules, .. branches];
        return reached >= options.LeastRuleCoverage && taken >= options.LeastBranchCoverage ? GateAnswer.Passed(summary, findings) : GateAnswer.Failed(summary, findings);
    }

    private static double Share(int all, int missing) => all == 0 ? 1 : (all - missing) / (double)all;

    private static GateFinding NotReached(RuleReading rule) => Finding(rule.Place, GateCodes.UncoveredRule, rule.Word switch
    {
        "Safety" => $"No case makes '{rule.Name}' raise its task.",
        "Adjust" => $"No case makes '{rule.Name}' change a format.",
        _ => $"No case is decided by '{rule.Name}'.",
    });

    private static GateFinding NeverUnanswered(RuleReading rule) =>
        Finding(rule.Place, GateCodes.UncoveredBranch, $"No case leaves '{rule.Name}' unanswered, so that its task for the unknown was never seen.");

    private static GateFinding NotTaken(TextPlace place, bool side, ScriptText text) =>
        Finding(place, GateCodes.UncoveredBranch, $"No case is asked '{text.At(place)}' with the answer {(side ? "yes" : "no")}.");

    private static GateFinding Finding(TextPlace place, string code, string message) =>
        new(PolicyLibrary.ScriptName, place.Line, place.Column, place.Length, code, message, "Add a person who shows it to cases.yaml, and say what must come out.");
}
