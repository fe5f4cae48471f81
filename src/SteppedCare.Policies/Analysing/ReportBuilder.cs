using System.Diagnostics;

namespace SteppedCare.Policies;

/// <summary>Asks everything of one call of a revision and collects what came of it.</summary>
internal sealed class ReportBuilder(PolicyRevision revision, PolicyModel model, AnalysisLimits limits)
{
    private readonly List<Finding> _findings = [];
    private readonly List<InvariantVerdict> _verdicts = [];
    private long _nodes;
    private bool _isComplete = true;

    internal ReportBuilder Ask(DecisionCall call, InvariantSet? invariants)
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
            _verdicts.AddRange(asked.Select(Unanswered));
            return this;
        }

        Try(() => AskRules(space));
        var questions = new InvariantQuestions(revision, space);
        foreach (var invariant in asked)
        {
            var verdict = Unanswered(invariant);
            Try(() => verdict = invariant.Claim == ClaimKind.None ? questions.Ask(invariant, formulas[invariant.Name]) : questions.AskClaim(invariant));
            _verdicts.Add(verdict);
        }

        // Last, since they keep nothing back: people are told while tries are left.
        Try(() => AskMasked(space));
        _nodes = space.Space.Store.Budget.Spent;
        return this;
    }

    /// <summary>Both calls together: a safety rule that answers nobody is told once.</summary>
    internal static AnalysisReport Join(ReportBuilder triage, ReportBuilder review, long started)
    {
        var told = triage._findings.Where(finding => finding.Call == DecisionCall.None).Select(finding => finding.Rule).ToHashSet();
        var findings = triage._findings.Concat(review._findings.Where(finding => finding.Call != DecisionCall.None || !told.Contains(finding.Rule)));
        return new(
            [.. findings.OrderByDescending(finding => finding.Refuses).ThenBy(finding => finding.Kind)], [.. triage._verdicts, .. review._verdicts],
            triage._nodes + review._nodes, triage._isComplete && review._isComplete, Stopwatch.GetElapsedTime(started));
    }

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
            if (speaks is null)
            {
                AddUnreachable(DecisionCall.None, rule, "its condition is true of nobody who can be");
            }
        }

        var answers = space.Answers;
        List<SteppingAnswer> all = [.. DiagramSearch.ValuesOf(space.Space.Store, answers.Given(space.Space)).Where(value => value >= 0).Select(value => answers[value])];
        var rules = answers.List.Rules;
        for (var place = 0; place < rules.Length; place++)
        {
            if (!all.Exists(answer => answer.Rule == place))
            {
                AddUnreachable(space.Call, rules[place], "the rules above it answer everybody for whom it holds");
            }
            else if (!all.Exists(answer => answer.Rule == place && answer.Outcome != Outcome.InsufficientData))
            {
                _findings.Add(new Finding(
                    FindingKind.OnlyProvisional, space.Call, Certainty.Proven, rules[place].Name, rules[place].Line,
                    $"'{rules[place].Name}' never decides: it answers only while something is missing.", null));
            }
        }

        AskGaps(space, all);
    }

    private void AddUnreachable(DecisionCall call, ModelRule rule, string why) =>
        _findings.Add(new Finding(FindingKind.UnreachableRule, call, Certainty.Proven, rule.Name, rule.Line, $"'{rule.Name}' answers nobody: {why}.", null));

    private void AskGaps(CallSpace space, List<SteppingAnswer> all)
    {
        foreach (var gap in all.Where(answer => answer.Outcome == Outcome.Indeterminate))
        {
            var rule = gap.Rule < 0 ? null : space.Answers.List.Rules[gap.Rule];
            var message = rule is null ? "Some people get no decision: no rule holds for them." : $"'{rule.Name}' moves some people off the ladder's end.";
            var person = space.Storyteller.Tell(
                [space.Space.Possible, space.Answers.Diagram], values => space.Answers[values[1]] == gap,
                told => revision.Evaluator.Evaluate(told.Facts[0], space.Call) is var ruling && (ruling.Outcome, ruling.Rule) == (Outcome.Indeterminate, gap.Rule));
            Add(FindingKind.Gap, space.Call, rule, message, person);
        }
    }

    private void AskMasked(CallSpace space)
    {
        var (answers, rules, given) = (space.Answers, space.Answers.List.Rules, space.Answers.Given(space.Space));
        var masking = new List<(int Above, int Below)>();
        for (var below = 1; below < rules.Length; below++)
        {
            if (rules[below].Condition is not Formula.Always)
            {
                masking.AddRange(DiagramSearch.PairsOf(space.Space.Store, given, answers.List.Conditions[below])
                    .Where(pair => pair.Left >= 0 && pair.Right == FactSpace.True && answers[pair.Left].Provisional == Outcome.None)
                    .Select(pair => (answers[pair.Left].Rule, below)));
            }
        }

        foreach (var (above, below) in masking.Where(pair => pair.Above >= 0 && pair.Above < pair.Below).Distinct().Order())
        {
            if (rules[above].Outcome != Outcome.OutOfScope && CareOrder.Of(rules[above].Outcome, rules[above].Step) < CareOrder.Of(rules[below].Outcome, rules[below].Step))
            {
                AddMasked(space, above, below);
            }
        }
    }

    private void AddMasked(CallSpace space, int above, int below)
    {
        var (answers, upper, lower) = (space.Answers, space.Answers.List.Rules[above], space.Answers.List.Rules[below]);
        var person = space.Storyteller.Tell(
            [space.Space.Possible, answers.Diagram, answers.List.Conditions[below]],
            values => answers[values[1]] is { Provisional: Outcome.None } answer && answer.Rule == above && values[2] == FactSpace.True,
            told => lower.Condition.Ask(told.Facts[0]).IsTrue && revision.Evaluator.Evaluate(told.Facts[0], space.Call) is { Provisional: Outcome.None } ruling && ruling.Rule == above);
        Add(FindingKind.Masked, space.Call, upper, $"'{upper.Name}' gives some people {Words(upper)} whom '{lower.Name}' below it would give {Words(lower)}.", person);
    }

    private static string Words(ModelRule rule) => new SteppingAnswer(0, rule.Outcome, rule.Step, Outcome.None, Step.None, false).ToString();

    private void Add(FindingKind kind, DecisionCall call, ModelRule? rule, string message, ToldPerson? person) => _findings.Add(new Finding(
        kind, call, person is null ? Certainty.Possible : Certainty.Shown, rule?.Name ?? "", rule?.Line ?? 0, message,
        person is null ? null : Witnesses.ExampleOf(revision, call, person, view: 0, message.TrimEnd('.'))));
}
