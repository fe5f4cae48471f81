namespace SteppedCare.Policies;

/// <summary>
/// How a part of a condition can be mistaken. Constants: a number moved by one grain of its fact either way, a member left out of a list. Operators: the signs that
/// join exchanged, one side left out, a "not" dropped, an equality loosened. That <c>&gt;=</c> is loosened to <c>&gt;</c> is not listed apart: on whole grains it is
/// the number moved by one.
/// </summary>
internal static class FormulaMutation
{
    internal static IEnumerable<(bool IsConstant, string Change, Func<LocatedFormula, Formula> Instead)> Of(LocatedFormula part) => part.Formula switch
    {
        Formula.Test { Fact.Kind: FactKind.Score or FactKind.Count } test => OfNumber(test),
        Formula.Test { Fact.Kind: FactKind.Choice } test => OfList(test),
        Formula.And =>
        [
            (false, "'&&' written as '||'", joined => new Formula.Or(joined.Parts[0].Formula, joined.Parts[1].Formula)),
            (false, "what stands before '&&' left out", joined => joined.Parts[1].Formula),
            (false, "what stands after '&&' left out", joined => joined.Parts[0].Formula),
        ],
        Formula.Or =>
        [
            (false, "'||' written as '&&'", joined => new Formula.And(joined.Parts[0].Formula, joined.Parts[1].Formula)),
            (false, "what stands before '||' left out", joined => joined.Parts[1].Formula),
            (false, "what stands after '||' left out", joined => joined.Parts[0].Formula),
        ],
        Formula.Not => [(false, "the 'not' left out", not => not.Parts[0].Formula)],
        _ => [],
    };

    private static IEnumerable<(bool, string, Func<LocatedFormula, Formula>)> OfNumber(Formula.Test test)
    {
        if (test.Runs.IsEmpty)
        {
            yield break;
        }

        foreach (var by in new[] { -1, +1 })
        {
            var moved = test with { Runs = [.. test.Runs.Select(run => new Run(Moved(run.From, by), Moved(run.To, by)))] };
            yield return (true, InWords(test.Fact, test.Runs[0], by), _ => moved);
        }

        if (test.Runs is [{ From: var from, To: var same }] && from == same)
        {
            var atLeast = test with { Runs = [new Run(from, int.MaxValue)] };
            var atMost = test with { Runs = [new Run(FactCode.Unknown + 1, from)] };
            yield return (false, "the equality loosened to 'at least'", _ => atLeast);
            yield return (false, "the equality loosened to 'at most'", _ => atMost);
        }
    }

    private static IEnumerable<(bool, string, Func<LocatedFormula, Formula>)> OfList(Formula.Test test) => test.Runs.Select(run =>
    {
        var without = test with { Runs = test.Runs.Remove(run) };
        return (true, $"{test.Fact.Show(run.From)} left out", (Func<LocatedFormula, Formula>)(_ => without));
    });

    // By who counts and who does not: "< 4" ends at 3, and its author wrote 4.
    private static string InWords(FactRow fact, Run run, int by) => run switch
    {
        { To: int.MaxValue } => by < 0 ? $"that {fact.Show(run.From - 1)} counts as well" : $"that {fact.Show(run.From)} counts no longer",
        { From: FactCode.Unknown + 1 } => by < 0 ? $"that {fact.Show(run.To)} counts no longer" : $"that {fact.Show(run.To + 1)} counts as well",
        _ => $"{fact.Show(run.From + by)} in place of {fact.Show(run.From)}",
    };

    private static int Moved(int edge, int by) => edge is int.MaxValue or FactCode.Unknown + 1 ? edge : edge + by;
}
