namespace SteppedCare.Client;

/// <summary>A caller's names for the items of a stream, as they come back.</summary>
internal static class Tags
{
    // A longer one is refused, and comes back cut to this many characters.
    private const int Most = 64;

    /// <summary>Whether the answer's tag is the item's.</summary>
    internal static bool AreOneAnother(string asked, string answered) =>
        asked == answered || (asked.EnumerateRunes().Count() > Most && asked.StartsWith(answered, StringComparison.Ordinal));
}
