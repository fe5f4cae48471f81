using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>How well a number is known.</summary>
public enum ThresholdStatus
{
    /// <summary>Read in the instrument's own or an official source.</summary>
    Verified,

    /// <summary>Read in a secondary source only.</summary>
    Reported,

    /// <summary>Found in no source that could be read: general knowledge. A decision that rests on it says so.</summary>
    Unverified,
}

/// <summary>A cut-off or a reliable change, with where it comes from and which other numbers are about. A policy may put its own in its place.</summary>
/// <param name="Thousandths">The number in thousandths of a point: reached at this value.</param>
/// <param name="Status">How well it is known.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record Threshold(int Thousandths, ThresholdStatus Status, string Source)
{
    /// <summary>Numbers that other sources give: conflicts, by name.</summary>
    public ImmutableArray<ConflictingThreshold> Conflicts { get; init; } = [];
}

/// <summary>Another number for the same thing, not taken.</summary>
/// <param name="Value">As printed there: a number, or a range.</param>
/// <param name="Source">Who gives it.</param>
public sealed record ConflictingThreshold(string Value, string Source);
