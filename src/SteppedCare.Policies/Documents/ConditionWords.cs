using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>A condition in a clinician's words, made from the formula alone. What the author gave a name to stands in italics and is spelled out once elsewhere.</summary>
internal sealed class ConditionWords(Ladder ladder)
{
    // A table's cell: one part a line.
    private const string NewLine = "<br>";

    internal string Of(Formula formula) => formula switch
    {
        Formula.Always => "everybody else",
        Formula.And => string.Join($"{NewLine}**and** ", PartsOf(formula, isAnd: true)),
        Formula.Or => string.Join($"{NewLine}**or** ", PartsOf(formula, isAnd: false)),
        _ => Inner(formula),
    };

    /// <summary>Every named condition within, in the order in which they are met, those that a name stands for after it.</summary>
    internal static IEnumerable<Formula.Named> NamesIn(Formula formula) => formula switch
    {
        Formula.And(var left, var right) => NamesIn(left).Concat(NamesIn(right)),
        Formula.Or(var left, var right) => NamesIn(left).Concat(NamesIn(right)),
        Formula.Not(var operand) => NamesIn(operand),
        Formula.Named(_, var meaning) named => NamesIn(meaning).Prepend(named),
        _ => [],
    };

    internal static string NameOf(Formula.Named named) => $"*{PlainWords.Of(named.Name)}*";

    private string Inner(Formula formula) => formula switch
    {
        Formula.And => $"({string.Join(" **and** ", PartsOf(formula, isAnd: true))})",
        Formula.Or => $"({string.Join(" **or** ", PartsOf(formula, isAnd: false))})",
        Formula.Not(Formula.Test test) => Negated(test),
        Formula.Not(Formula.Known(var fact)) => Known(fact, "not known"),
        Formula.Not(Formula.Not(var operand)) => Inner(operand),
        Formula.Not(Formula.Always) => "nobody",
        Formula.Not(var operand) => $"not {Inner(operand)}",
        Formula.Test test => Stated(test),
        Formula.Known(var fact) => Known(fact, "known"),
        Formula.Named named => NameOf(named),
        _ => "everybody",
    };

    // "The fact is known, and so": an unknown one then counts as no. "The fact is not known, or so": as yes.
    private ImmutableArray<string> PartsOf(Formula formula, bool isAnd)
    {
        var parts = Flat(formula, isAnd).ToList();
        var guarded = parts.Select(GuardOf).OfType<FactRow>().Where(fact => parts.Any(part => TestedBy(part) == fact)).ToHashSet();
        return
        [
            .. parts.Where(part => GuardOf(part) is not { } fact || !guarded.Contains(fact))
                .Select(part => TestedBy(part) is { } fact && guarded.Contains(fact) ? $"{Inner(part)} (not known counts as {(isAnd ? "no" : "yes")})" : Inner(part)),
        ];

        FactRow? GuardOf(Formula part) => (isAnd, part) switch
        {
            (true, Formula.Known(var fact)) => fact,
            (false, Formula.Not(Formula.Known(var fact))) => fact,
            _ => null,
        };
    }

    private static FactRow? TestedBy(Formula part) => part switch
    {
        Formula.Test(var fact, _) => fact,
        Formula.Not(Formula.Test(var fact, _)) => fact,
        _ => null,
    };

    private static IEnumerable<Formula> Flat(Formula formula, bool isAnd) => (formula, isAnd) switch
    {
        (Formula.And(var left, var right), true) => Flat(left, isAnd).Concat(Flat(right, isAnd)),
        (Formula.Or(var left, var right), false) => Flat(left, isAnd).Concat(Flat(right, isAnd)),
        _ => [formula],
    };

    private static string Known(FactRow fact, string known) => FactWords.Of(fact) is var phrase && fact.Kind == FactKind.Truth
        ? $"{known} whether {phrase.Yes}"
        : $"{phrase.Subject ?? phrase.Yes} {known}";

    private string Stated(Formula.Test test) => (test.Fact.Kind, FactWords.Of(test.Fact).Yes) switch
    {
        (FactKind.Truth, var yes) => yes,
        (FactKind.Choice, var yes) => $"{yes} {PlainWords.AnyOf(MembersOf(test))}",
        var (_, subject) => $"{subject} {PlainWords.AnyOf([.. test.Runs.Select(run => FactWords.Of(run, test.Fact))])}",
    };

    private string Negated(Formula.Test test) => (test.Fact.Kind, FactWords.Of(test.Fact), test.Runs) switch
    {
        (FactKind.Truth, var (yes, no, _), _) => no ?? $"not {yes}",
        (FactKind.Choice, var (yes, no, _), _) => $"{no ?? $"{yes} not"} {(MembersOf(test) is [var only] ? only : $"any of {PlainWords.AnyOf(MembersOf(test))}")}",
        (_, _, [{ To: int.MaxValue } run]) => Stated(test with { Runs = [new Run(FactCode.Unknown + 1, run.From - 1)] }),
        _ => $"not {Stated(test)}",
    };

    private string[] MembersOf(Formula.Test test) => [.. test.Runs.SelectMany(run => Enumerable.Range(run.From, run.To - run.From + 1)).Select(value => MemberOf(test.Fact, value))];

    private string MemberOf(FactRow fact, int value) => fact.ChoiceType == typeof(Step) ? ladder.LabelOf((Step)value)
        : fact.ChoiceType == typeof(InstrumentCode) ? ((InstrumentCode)value).ToString()
        : PlainWords.Of(Enum.GetName(fact.ChoiceType!, value)!);
}
