using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>A formula whose every part knows where its author wrote it. A named condition that is called twice stands here twice, at one and the same place.</summary>
internal sealed class LocatedFormula
{
    private LocatedFormula(Formula formula, TextPlace place, ImmutableArray<LocatedFormula> parts) => (Formula, Place, Parts) = (formula, place, parts);

    internal Formula Formula { get; }

    internal TextPlace Place { get; }

    internal ImmutableArray<LocatedFormula> Parts { get; }

    /// <param name="formula">As it was read.</param>
    /// <param name="places">Of its parts, each before the parts that it joins.</param>
    internal static LocatedFormula Of(Formula formula, ImmutableArray<TextPlace> places)
    {
        var next = 0;
        return Of(formula, places, ref next);
    }

    internal IEnumerable<LocatedFormula> All() => Parts.SelectMany(part => part.All()).Prepend(this);

    /// <summary>The formula with some of its parts written otherwise.</summary>
    /// <param name="change">What stands in a part's place; null leaves it.</param>
    internal Formula With(Func<LocatedFormula, Formula?> change) => change(this) ?? Formula switch
    {
        Formula.And => new Formula.And(Parts[0].With(change), Parts[1].With(change)),
        Formula.Or => new Formula.Or(Parts[0].With(change), Parts[1].With(change)),
        Formula.Not => new Formula.Not(Parts[0].With(change)),
        Formula.Named(var name, _) => new Formula.Named(name, Parts[0].With(change)),
        var leaf => leaf,
    };

    private static LocatedFormula Of(Formula formula, ImmutableArray<TextPlace> places, ref int next)
    {
        var place = next < places.Length ? places[next] : default;
        next++;
        ImmutableArray<LocatedFormula> parts = formula switch
        {
            Formula.And(var left, var right) => [Of(left, places, ref next), Of(right, places, ref next)],
            Formula.Or(var left, var right) => [Of(left, places, ref next), Of(right, places, ref next)],
            Formula.Not(var operand) => [Of(operand, places, ref next)],
            Formula.Named(_, var meaning) => [Of(meaning, places, ref next)],
            _ => [],
        };
        return new LocatedFormula(formula, place, parts);
    }
}
