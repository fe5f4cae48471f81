using System.Diagnostics;

namespace SteppedCare.Policies;

/// <summary>Asks everything of one revision and collects what came of it.</summary>
internal sealed class ReportBuilder(PolicyRevision revision, PolicyModel model, AnalysisLimits limits)
{
    private readonly List<Finding> _findings = [];
    private readonly List<InvariantVerdict> _verdicts = [];
    private readonly HashSet<string> _silent = [];
    private long _nodes;
    private bool _isComplete = true;

    internal void Ask(DecisionCall call, InvariantSet? invariants)
    {
        var asked = invariants?.Invariants.Where(invariant => invariant.Call == call).ToList() ?? [];
        var formulas = invariants?.Manifest.Rules.Where(rule => rule.Formula.Length > 0).ToDictionary(rule => rule.Name, rule => FormulaText.Read(rule.Formula)) ?? [];
        CallSpace space;
        try
        {
            space = new CallSpace(model, call, [.. asked.Where(invariant => formulas.ContainsKey(invariant.Name)).Select(invariant => formulas[invariant.Name])], limits);
        }
        catch (DiagramBudgetException)
        {
            _isComplete = false;
            _verdicts.AddRange(asked.Select(invariant => Unanswered(invariant)));
            return;
        }

        Try(() => AskRules(space));
        var questions = new InvariantQuestions(revision, space);
        foreach (var invariant in asked)
        {
            var verdict = Unanswered(invariant);
            Try(() => verdict = invariant.Claim == ClaimKind.None ? questions.Ask(invariant, formulas[invariant.Name]) : questions.AskClaim(invariant));
            _verdicts.Add(verdict);
        }

        _nodes += space.Space.Store.Count;
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

    private static InvariantVerdict Unanswered(Invariant invariant) => new(
        invariant.Name, invariant.Hazard, invariant.Call, invariant.Line, Holds: false, Certainty.Possible, "The budget of nodes was spent before it was answered.", null);

    private void AskRules(CallSpace space)
    {
        foreach (var rule in model.Safety.Concat(model.Adjust))
        {
            var speaksUnknown = rule.Kind == RuleKind.Adjust;
            var condition = space.Space.Diagram(rule.Condition);
            var speaks = DiagramSearch.Find(
                space.Space.Store, [space.Space.Possible, condition], values => values[1] == FactSpace.True || (speaksUnknown && values[1] == FactSpace.Unknown));
            if (speaks is null && _silent.Add(rule.Name))
            {
                AddUnreachable(DecisionCall.None, rule, "its condition is true of nobody who can be");
            }
        }

        var answers = space.Answers;
        for (var place = 0; place < answers.List.Rules.Length; place++)
        {
            var winner = place;
            if (IsAnswered(answer => answer.Rule == winner && answer.Outcome != Outcome.InsufficientData))
            {
                continue;
            }

            if (!IsAnswered(answer => answer.Rule == winner))
            {
                AddUnreachable(space.Call, answers.List.Rules[place], "the rules above it answer everybody for whom it holds");
                continue;
            }

            var rule = answers.List.Rules[place];
            _findings.Add(new Finding(
                FindingKind.OnlyProvisional, space.Call, Certainty.Proven, rule.Name, rule.Line, $"'{rule.Name}' never decides: it answers only while something is missing.", null));
        }

        AskGaps(space.Call, space.Space, answers);
        AskMasked(space.Call, space.Space, answers);

        bool IsAnswered(Func<SteppingAnswer, bool> wanted) =>
            DiagramSearch.Find(space.Space.Store, [space.Space.Possible, answers.Diagram], values => wanted(answers[values[1]])) is not null;
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
                if (rules[above].Outcome == Outcome.OutOfScope || rules[below].Condition is Formula.Always
                    || CareOrder.Of(rules[above].Outcome, rules[above].Step) >= CareOrder.Of(rules[below].Outcome, rules[below].Step))
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
    }

    private static string Words(ModelRule rule) => new SteppingAnswer(0, rule.Outcome, rule.Step, Outcome.None, Step.None, false).ToString();

    private void Add(FindingKind kind, DecisionCall call, ModelRule? rule, string message, Facts facts, Func<Facts, bool> happens)
    {
        var isShown = happens(facts);
        var example = isShown ? new Counterexample(facts, Witnesses.CaseOf(revision, call, facts, message.TrimEnd('.'))) : null;
        _findings.Add(new Finding(kind, call, isShown ? Certainty.Shown : Certainty.Possible, rule?.Name ?? "", rule?.Line ?? 0, message, example));
    }
}
