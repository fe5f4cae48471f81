namespace SteppedCare;

/// <summary>
/// What may be told of counts of people without telling on any of them. Counts under 5, and 0 is one, are withheld and others rounded to 5, as the official
/// reports do; others are withheld beside them where they could be worked out (<see cref="Withholding"/>). Whatever else is told is worked out from the rounded
/// counts, so it tells no more than they do.
/// </summary>
internal static class Disclosure
{
    /// <summary>Smaller counts are withheld.</summary>
    internal const int Least = 5;

    /// <summary>Of fewer people no share is told: rounding alone would move it by ten points and more (a judgement; the ONS calls rates of fewer than twenty unreliable).</summary>
    internal const int LeastForShare = 20;

    /// <summary>So far is a told count from the one behind it at most.</summary>
    internal const int MostRounded = 2;

    /// <summary>To the nearest 5.</summary>
    internal static long Rounded(long count) => (count + 2) / 5 * 5;
}
