namespace SteppedCare;

/// <summary>The part of a service's care that a figure is about.</summary>
/// <param name="Month">The month in which it happened, by the service's calendar.</param>
/// <param name="Step">The step at which care began, as recorded; none before it began.</param>
/// <param name="Problem">The latest descriptor.</param>
/// <param name="Revision">Who advised: <c>policy/version</c>; empty where nothing was decided.</param>
internal readonly record struct Slice(Month Month, Step Step, Problem Problem, string Revision)
{
    /// <summary>The deciding rule, for figures about single decisions; null for all others.</summary>
    internal RulePlace? Rule { get; init; }

    /// <summary>The pseudonymous id of the clinician who confirmed, for figures of their acts alone; null for all others.</summary>
    internal string? Clinician { get; init; }
}

/// <summary>A rule by its place among the triage or review rules of a revision; -1 where none decided.</summary>
internal readonly record struct RulePlace(DecisionCall Call, int Index);

/// <summary>A calendar month.</summary>
/// <param name="Year">The year.</param>
/// <param name="Number">1 to 12.</param>
internal readonly record struct Month(int Year, int Number) : IComparable<Month>
{
    internal static Month Of(DateOnly date) => new(date.Year, date.Month);

    /// <summary>The month after.</summary>
    internal Month Next => Number == 12 ? new(Year + 1, 1) : new(Year, Number + 1);

    public int CompareTo(Month other) => (Year, Number).CompareTo((other.Year, other.Number));

    public static bool operator <(Month left, Month right) => left.CompareTo(right) < 0;

    public static bool operator >(Month left, Month right) => left.CompareTo(right) > 0;

    public static bool operator <=(Month left, Month right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Month left, Month right) => left.CompareTo(right) >= 0;

    /// <summary>As <c>2026-11</c>.</summary>
    public override string ToString() => $"{Year:0000}-{Number:00}";
}
