using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// What is known of one episode at one instant, as whole numbers by <see cref="FactNumber"/>: what a policy answers from, and all that a decision's record keeps.
/// </summary>
internal sealed class Facts
{
    /// <summary>One more than the largest fact number.</summary>
    internal const int Length = (int)FactNumber.DaysRiskUndecided + 1;

    private readonly int[] _values;

    internal Facts() => Array.Fill(_values = new int[Length], FactCode.Unknown);

    /// <summary>
    /// The value as the vector holds it: a whole score in points, a choice by its number, a truth as 0 or 1; <see cref="FactCode.Unknown"/> when absent.
    /// </summary>
    internal int this[FactNumber fact]
    {
        get => _values[(int)fact];
        set => _values[(int)fact] = value;
    }

    /// <summary>Nothing is known any more.</summary>
    internal void Clear() => Array.Fill(_values, FactCode.Unknown);

    /// <summary>These facts and no others.</summary>
    internal Facts Only(ImmutableArray<FactNumber> numbers)
    {
        var only = new Facts();
        foreach (var number in numbers)
        {
            only[number] = this[number];
        }

        return only;
    }

    internal Score Score(FactNumber fact) => SteppedCare.Score.FromPoints(Value(fact));

    internal Score DecimalScore(FactNumber fact) => SteppedCare.Score.FromCode(Value(fact));

    internal Count Count(FactNumber fact) => SteppedCare.Count.FromCode(Value(fact));

    internal Truth Truth(FactNumber fact) => SteppedCare.Truth.FromCode(Value(fact));

    internal Choice<T> Choice<T>(FactNumber fact)
        where T : struct, Enum => SteppedCare.Choice<T>.FromCode(Value(fact));

    // An absent stated or assigned fact is the known value 0: "not stated", "none".
    private int Value(FactNumber fact)
    {
        var value = _values[(int)fact];
        return value == FactCode.Unknown && FactTable.ZeroWhenAbsent[(int)fact] ? 0 : value;
    }
}
