using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Asks the cases of a mutated policy. Quick, since nearly all of it is known beforehand: only conditions that the mutant changes are asked again, and only cases
/// in which one of them answers otherwise, where that can matter, are decided again. One bench a thread.
/// </summary>
internal sealed class MutationBench
{
    private readonly LoweredPolicy _policy;
    private readonly ImmutableArray<PolicyCase> _cases;
    private readonly Ruling[] _rulings;
    private readonly sbyte[][] _answers;

    internal MutationBench(PolicyRevision revision, ImmutableArray<PolicyCase> cases)
    {
        _policy = LoweredPolicy.Of(revision);
        _cases = cases;
        _rulings = [.. cases.Select(vignette => CaseRunner.Ask(vignette, _policy.Evaluator))];
        _answers = [.. cases.Select(vignette => _policy.Rules.Select(rule => rule.IsAskedAt(vignette.Call) ? Said(rule.Formula, vignette) : (sbyte)0).ToArray())];
    }

    /// <summary>Does any case come out otherwise than its author expects?</summary>
    internal bool IsNoticed(Mutant mutant) => mutant.Number is { } number ? IsNoticed(number) : IsNoticed(mutant.Conditions);

    private static sbyte Said(Formula formula, PolicyCase vignette) => formula.Ask(vignette.Facts) switch
    {
        { IsTrue: true } => 1,
        { IsFalse: true } => -1,
        _ => 0,
    };

    private bool IsNoticed(ImmutableArray<(int Rule, Formula Formula)> conditions)
    {
        var isPut = false;
        try
        {
            for (var index = 0; index < _cases.Length; index++)
            {
                if (!CanMatter(index, conditions))
                {
                    continue;
                }

                if (!isPut)
                {
                    Put(conditions);
                    isPut = true;
                }

                if (!IsAsExpected(index))
                {
                    return true;
                }
            }

            return false;
        }
        finally
        {
            if (isPut)
            {
                TakeBack();
            }
        }
    }

    // A triage or review rule below the one that decides is not asked at all.
    private bool CanMatter(int index, ImmutableArray<(int Rule, Formula Formula)> conditions)
    {
        var (vignette, ruling) = (_cases[index], _rulings[index]);
        foreach (var (rule, formula) in conditions)
        {
            var changed = _policy.Rules[rule];
            var isStepping = changed.Rule.Kind is RuleKind.Triage or RuleKind.Review;
            if (changed.IsAskedAt(vignette.Call)
                && (vignette.Consent || changed.Rule.Kind == RuleKind.Safety)
                && (!isStepping || ruling.Rule < 0 || changed.Index <= ruling.Rule)
                && Said(formula, vignette) != _answers[index][rule])
            {
                return true;
            }
        }

        return false;
    }

    private readonly List<(int Rule, Formula Formula)> _replaced = [];

    private void Put(ImmutableArray<(int Rule, Formula Formula)> conditions)
    {
        foreach (var (rule, formula) in conditions)
        {
            _replaced.Add((rule, _policy.Rules[rule].Formula));
            _policy.Rules[rule].Formula = formula;
        }
    }

    private void TakeBack()
    {
        foreach (var (rule, formula) in _replaced)
        {
            _policy.Rules[rule].Formula = formula;
        }

        _replaced.Clear();
    }

    private bool IsNoticed(MutantNumber number)
    {
        var book = _policy.Book;
        switch (number.Kind)
        {
            case NumberKind.Sessions or NumberKind.Days:
                var point = book.ReviewAtRules[number.Rule];
                book.ReviewAtRules[number.Rule] = number.Kind == NumberKind.Sessions ? point with { Sessions = number.Value } : point with { WithinDays = number.Value };
                var isPointNoticed = Enumerable.Range(0, _cases.Length).Any(index => !IsAsExpected(index));
                book.ReviewAtRules[number.Rule] = point;
                return isPointNoticed;
            case NumberKind.Watch:
                var watch = book.WatchRules[number.Rule];
                book.WatchRules[number.Rule] = watch with { Thresholds = watch.Thresholds.SetItem(number.Index, number.Value) };
                var isWatchNoticed = Enumerable.Range(0, _cases.Length).Any(index => _cases[index].Episode is not null && !IsAsExpected(index));
                book.WatchRules[number.Rule] = watch;
                return isWatchNoticed;
            default:
                return IsNoticedInAnswers(number);
        }
    }

    private bool IsNoticedInAnswers(MutantNumber number)
    {
        var changed = _policy.Rules[number.Rule];
        var rule = (ISteppingRule)changed.Rule;
        var (within, review) = (rule.Within, rule.ReviewWithin);
        SetTimes(rule, number.Kind == NumberKind.Within ? new TimeBox(number.Value) : within, number.Kind == NumberKind.Review ? new TimeBox(number.Value) : review);
        var isNoticed = Enumerable.Range(0, _cases.Length)
            .Any(index => changed.IsAskedAt(_cases[index].Call) && _rulings[index].Rule == changed.Index && !IsAsExpected(index));
        SetTimes(rule, within, review);
        return isNoticed;
    }

    private static void SetTimes(ISteppingRule rule, TimeBox? within, TimeBox? review)
    {
        switch (rule)
        {
            case SteppingRule<TriageCase> triage:
                (triage.Within, triage.ReviewWithin) = (within, review);
                break;
            case SteppingRule<ReviewCase> care:
                (care.Within, care.ReviewWithin) = (within, review);
                break;
        }
    }

    private bool IsAsExpected(int index)
    {
        var vignette = _cases[index];
        return CaseRunner.IsAsExpected(vignette, _policy.Explainer.Explain(CaseRunner.Ask(vignette, _policy.Evaluator), vignette.Facts), _policy.Book);
    }
}
