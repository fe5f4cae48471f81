namespace SteppedCare;

/// <summary>
/// Whether somebody who confirms decisions looks at them (domain section 9: a meaningful human). A sign to look into, no verdict; the numbers are ours.
/// </summary>
internal static class RubberStamp
{
    /// <summary>With fewer confirmations nothing is said of anybody.</summary>
    internal const int Least = 20;

    /// <summary>Confirmed half of them or more in less than five seconds.</summary>
    internal static bool IsTooFast(long confirmed, long withinSeconds) => confirmed >= Least && 2 * withinSeconds >= confirmed;

    /// <summary>Never once decided otherwise.</summary>
    internal static bool AcceptsAll(long confirmed, long accepted) => confirmed >= Least && accepted == confirmed;
}
