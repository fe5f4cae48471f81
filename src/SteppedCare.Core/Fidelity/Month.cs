namespace SteppedCare;

/// <summary>A calendar month.</summary>
/// <param name="Year">The year.</param>
/// <param name="Number">1 to 12.</param>
internal readonly record struct Month(int Year, int Number) : IComparable<Month>
{
    internal static Month Of(DateOnly date) => new(date.Year, date.Month);

    /// <summary>The month after.</summary>
    internal Month Next => Number == 12 ? new(Year + 1, 1) : new(Year, Number + 1);

    /// <summary>So many months before.</summary>
    internal Month Before(int months) => Of(new DateOnly(Year, Number, 1).AddMonths(-months));

    /// <summary>How many months after the other.</summary>
    internal int Since(Month other) => 12 * (Year - other.Year) + Number - other.Number;

    /// <summary>From the first to the last, in order; none where the last is before the first.</summary>
    internal static IEnumerable<Month> Range(Month first, Month last)
    {
        for (var month = first; month <= last; month = month.Next)
        {
            yield return month;
        }
    }

    public int CompareTo(Month other) => (Year, Number).CompareTo((other.Year, other.Number));

    public static bool operator <(Month left, Month right) => left.CompareTo(right) < 0;

    public static bool operator >(Month left, Month right) => left.CompareTo(right) > 0;

    public static bool operator <=(Month left, Month right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Month left, Month right) => left.CompareTo(right) >= 0;

    /// <summary>As <c>2026-11</c>.</summary>
    public override string ToString() => $"{Year:0000}-{Number:00}";
}
