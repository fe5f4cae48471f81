namespace SteppedCare;

/// <summary>A share with counts as they may be told: rounded, or withheld. The share and its interval are those of the rounded counts.</summary>
/// <param name="Part">The numerator; null when withheld, or without data.</param>
/// <param name="Whole">The denominator; null when withheld, or without data.</param>
/// <param name="IsWithheld">Either is withheld.</param>
internal sealed record ToldShare(long? Part, long? Whole, bool IsWithheld)
{
    /// <summary>There is nobody to tell of.</summary>
    internal static ToldShare NoData { get; } = new(null, null, IsWithheld: false);

    /// <summary>In per cent; null where a count is withheld or too few are told of.</summary>
    internal double? Value => Counts is { } counts ? Math.Round(100.0 * counts.Part / counts.Whole, 1) : null;

    /// <summary>Where the share lies by chance.</summary>
    internal ScoreInterval? Interval => Counts is { } counts ? ScoreInterval.OfShare(counts.Part, counts.Whole) : null;

    private (long Part, long Whole)? Counts => Part is { } part && Whole is >= Disclosure.LeastForShare and { } whole ? (part, whole) : null;

    /// <summary>Of exact counts; null for one to be withheld.</summary>
    internal static ToldShare Of(long? part, long? whole) =>
        new(part is { } some ? Disclosure.Rounded(some) : null, whole is { } all ? Disclosure.Rounded(all) : null, part is null || whole is null);

    /// <summary>Points above the other; null where either has no share.</summary>
    internal ToldDifference? Less(ToldShare? other) => Counts is { } one && other?.Counts is { } two
        ? new ToldDifference(Math.Round(100.0 * one.Part / one.Whole - 100.0 * two.Part / two.Whole, 1), ScoreInterval.OfDifference(one, two))
        : null;
}

/// <summary>A difference of two shares in points.</summary>
/// <param name="Points">The one less the other.</param>
/// <param name="Interval">Where it lies by chance.</param>
internal readonly record struct ToldDifference(double Points, ScoreInterval Interval);
