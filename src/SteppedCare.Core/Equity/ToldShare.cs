namespace SteppedCare;

/// <summary>A share with counts as they may be told: rounded, or withheld. The share is that of the rounded counts, and its interval that of all counts that round so.</summary>
/// <param name="Part">The numerator; null when withheld, or without data.</param>
/// <param name="Whole">The denominator; null when withheld, or without data.</param>
/// <param name="IsWithheld">Either is withheld.</param>
internal sealed record ToldShare(long? Part, long? Whole, bool IsWithheld)
{
    /// <summary>There is nobody to tell of.</summary>
    internal static ToldShare NoData { get; } = new(null, null, IsWithheld: false);

    /// <summary>In per cent; null where a count is withheld or too few are told of.</summary>
    internal double? Value => Counts is { } counts ? Math.Round(100.0 * counts.Part / counts.Whole, 1) : null;

    /// <summary>Where the share lies by chance, whatever the counts were before they were rounded: rounding must not look like a difference.</summary>
    internal ScoreInterval? Interval => Counts is { } counts
        ? new ScoreInterval(
            ScoreInterval.OfShare(counts.Part - Disclosure.MostRounded, counts.Whole + Disclosure.MostRounded).Lower,
            ScoreInterval.OfShare(Math.Min(counts.Part + Disclosure.MostRounded, counts.Whole - Disclosure.MostRounded), counts.Whole - Disclosure.MostRounded).Upper)
        : null;

    private (long Part, long Whole)? Counts => Part is { } part && Whole is >= Disclosure.LeastForShare and { } whole ? (part, whole) : null;

    /// <summary>Of exact counts; null for one to be withheld.</summary>
    internal static ToldShare Of(long? part, long? whole) =>
        new(part is { } some ? Disclosure.Rounded(some) : null, whole is { } all ? Disclosure.Rounded(all) : null, part is null || whole is null);

    /// <summary>Points above the other; null where either has no share.</summary>
    internal ToldDifference? Less(ToldShare? other) => Value is { } one && Interval is { } ofOne && other is { Value: { } two, Interval: { } ofTwo }
        ? new ToldDifference(Math.Round(one - two, 1), ScoreInterval.OfDifference(one, ofOne, two, ofTwo))
        : null;
}

/// <summary>A difference of two shares in points.</summary>
/// <param name="Points">The one less the other.</param>
/// <param name="Interval">Where it lies by chance.</param>
internal readonly record struct ToldDifference(double Points, ScoreInterval Interval);
