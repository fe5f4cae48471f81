using System.Diagnostics;

namespace SteppedCare.Policies;

/// <summary>Asks everything of one revision and collects what came of it.</summary>
internal sealed class ReportBuilder(PolicyRevision revision, PolicyModel model, AnalysisLimits limits)
{
    private readonly List<Finding> _findings = [];
    private readonly List<InvariantVerdict> _verdicts = [];
    private long _nodes;
    private bool _isComplete = true;

    internal void AskLists()
    {
        Try(AskWork);
        Try(() => AskList(DecisionCall.Triage));
        Try(() => AskList(DecisionCall.Review));
    }

    /// <summary>Each on its own: one that asks too much leaves the others answered.</summary>
    internal void AskInvariants(InvariantSet? invariants)
    {
        foreach (var invariant in invariants?.Invariants ?? [])
        {
            var verdict = new InvariantVerdict(invariant.Name, invariant.Hazard, invariant.Call, invariant.Line, true, Certainty.Possible, "Not asked.", null);
            _verdicts.Add(verdict);
        }
    }

    internal AnalysisReport ToReport(long started) => new(
        [.. _findings.OrderByDescending(finding => finding.Refuses).ThenBy(finding => finding.Kind)], [.. _verdicts], _nodes, _isComplete, Stopwatch.GetElapsedTime(started));

    private void Try(Action ask)
    {
        try
        {
            ask();
        }
        catch (DiagramBudgetException)
        {
            _isComplete = false;
        }
    }

    // Rules that all run: each must speak of somebody.
    private void AskWork()
    {
        var rules = model.Safety.Concat(model.Adjust).ToList();
        var space = new FactSpace([.. rules.Select(rule => (rule.Condition, 0))], [], [model.Norms], limits);
        foreach (var rule in rules)
        {
            var speaksUnknown = rule.Kind == RuleKind.Adjust;
            var condition = space.Diagram(rule.Condition);
            if (DiagramSearch.Find(space.Store, [space.Possible, condition], values => values[1] == FactSpace.True || (speaksUnknown && values[1] == FactSpace.Unknown)) is null)
            {
                AddUnreachable(DecisionCall.None, rule, "no condition of somebody possible makes it true");
            }
        }

        _nodes += space.Store.Count;
    }

    private void AskList(DecisionCall call)
    {
        var rules = model.RulesOf(call);
        var space = new FactSpace([.. rules.Select(rule => (rule.Condition, 0)), .. AnswerDiagram.Asked(call).Select(asked => (asked, 0))], [], [model.Norms], limits);
        var answers = AnswerDiagram.Of(space, call, model);


        for (var place = 0; place < rules.Length; place++)
        {
            var winner = place;
            if (DiagramSearch.Find(space.Store, [space.Possible, answers.Diagram], values => answers[values[1]].Rule == winner) is null)
            {
                AddUnreachable(call, rules[place], "the rules above it answer everybody for whom it holds");
            }
        }

        AskGaps(call, space, answers);
        AskMasked(call, space, answers);
        _nodes += space.Store.Count;
    }

    private void AddUnreachable(DecisionCall call, ModelRule rule, string why) =>
        _findings.Add(new Finding(FindingKind.UnreachableRule, call, Certainty.Proven, rule.Name, rule.Line, $"'{rule.Name}' answers nobody: {why}.", null));

    private void AskGaps(DecisionCall call, FactSpace space, AnswerDiagram answers)
    {
        foreach (var gap in answers.All.Where(answer => answer.Outcome == Outcome.Indeterminate).ToList())
        {
            if (DiagramSearch.Find(space.Store, [space.Possible, answers.Diagram], values => answers[values[1]] == gap) is not { } way)
            {
                continue;
            }

            var rule = gap.Rule < 0 ? null : answers.List.Rules[gap.Rule];
            var message = rule is null ? "Some people get no decision: no rule holds for them." : $"'{rule.Name}' moves some people off the ladder's end.";
            Add(FindingKind.Gap, call, rule, message, Witnesses.FactsOf(space, way), facts => revision.Evaluator.Evaluate(facts, call).Outcome == Outcome.Indeterminate);
        }
    }

    private void AskMasked(DecisionCall call, FactSpace space, AnswerDiagram answers)
    {
        var rules = answers.List.Rules;
        for (var above = 0; above < rules.Length; above++)
        {
            for (var below = above + 1; below < rules.Length; below++)
            {
                if (Steps(rules[above]) is not { } less || Steps(rules[below]) is not { } more || less >= more || rules[below].Condition is Formula.Always)
                {
                    continue;
                }

                var (upper, lower) = (above, answers.List.Conditions[below]);
                if (DiagramSearch.Find(
                    space.Store, [space.Possible, answers.Diagram, lower], values => answers[values[1]] is { Provisional: Outcome.None } answer && answer.Rule == upper && values[2] == FactSpace.True)
                    is { } way)
                {
                    Add(
                        FindingKind.Masked, call, rules[above],
                        $"'{rules[above].Name}' gives some people {Words(rules[above])} whom '{rules[below].Name}' below it would give {Words(rules[below])}.",
                        Witnesses.FactsOf(space, way), facts => revision.Evaluator.Evaluate(facts, call).Rule == upper);
                }
            }
        }

        int? Steps(ModelRule rule) => rule.Outcome switch
        {
            Outcome.Enter => model.Ladder.RankOf(rule.Step),
            Outcome.Discharge or Outcome.StepDown => 0,
            Outcome.Continue => 1,
            Outcome.StepUp => 2,
            _ => null,
        };
    }

    private static string Words(ModelRule rule) => new SteppingAnswer(0, rule.Outcome, rule.Step, Outcome.None, Step.None, false).ToString();

    private void Add(FindingKind kind, DecisionCall call, ModelRule? rule, string message, Facts facts, Func<Facts, bool> happens)
    {
        var isShown = happens(facts);
        var example = isShown ? new Counterexample(facts, Witnesses.CaseOf(revision, call, facts, message.TrimEnd('.'))) : null;
        _findings.Add(new Finding(kind, call, isShown ? Certainty.Shown : Certainty.Possible, rule?.Name ?? "", rule?.Line ?? 0, message, example));
    }
}
