using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>A condition as data: tests of single facts, joined by Kleene's and, or, not. The language is closed, so every condition has one.</summary>
internal abstract record Formula
{
    private Formula()
    {
    }

    /// <summary>True when the fact lies in one of the runs, unknown when the fact is.</summary>
    internal sealed record Test(FactRow Fact, ImmutableArray<Run> Runs) : Formula;

    /// <summary>True when the fact is known, false when not; never unknown.</summary>
    internal sealed record Known(FactRow Fact) : Formula;

    internal sealed record And(Formula Left, Formula Right) : Formula;

    internal sealed record Or(Formula Left, Formula Right) : Formula;

    internal sealed record Not(Formula Operand) : Formula;

    /// <summary>What the author gave a name to. Means what it stands for; the name is for people.</summary>
    internal sealed record Named(string Name, Formula Meaning) : Formula;

    /// <summary>What stands after Otherwise().</summary>
    internal sealed record Always : Formula;

    internal IEnumerable<Formula> Leaves() => this switch
    {
        And(var left, var right) => left.Leaves().Concat(right.Leaves()),
        Or(var left, var right) => left.Leaves().Concat(right.Leaves()),
        Not(var operand) => operand.Leaves(),
        Named(_, var meaning) => meaning.Leaves(),
        _ => [this],
    };

    /// <summary>The facts read, in the order written, each once.</summary>
    internal ImmutableArray<FactRow> FactsRead() =>
    [
        .. Leaves().Select(leaf => leaf switch { Test test => test.Fact, Known known => known.Fact, _ => null }).OfType<FactRow>().Distinct(),
    ];

    /// <summary>What the compiled condition answers too; a test holds the two against each other.</summary>
    internal Truth Ask(Facts facts) => this switch
    {
        Test(var fact, var runs) => Read(facts, fact) is var value && value == FactCode.Unknown ? Truth.Unknown : Truth.Of(Holds(runs, value)),
        Known(var fact) => Truth.Of(Read(facts, fact) != FactCode.Unknown),
        And(var left, var right) => left.Ask(facts) & right.Ask(facts),
        Or(var left, var right) => left.Ask(facts) | right.Ask(facts),
        Not(var operand) => !operand.Ask(facts),
        Named(_, var meaning) => meaning.Ask(facts),
        _ => Truth.True,
    };

    /// <summary>An absent stated or assigned fact is the known value 0.</summary>
    internal static int Read(Facts facts, FactRow fact) =>
        facts[fact.Number] is var value && value == FactCode.Unknown && fact.IsZeroWhenAbsent ? 0 : value;

    private static bool Holds(ImmutableArray<Run> runs, int value)
    {
        foreach (var run in runs)
        {
            if (value >= run.From && value <= run.To)
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>The whole numbers from one to another, both included.</summary>
internal readonly record struct Run(int From, int To);
