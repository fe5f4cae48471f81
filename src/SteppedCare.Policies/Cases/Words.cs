namespace SteppedCare.Policies;

/// <summary>Members of lists as people write them: underscores and capitals make no difference.</summary>
internal static class Words
{
    internal static bool TryParse<T>(string text, out T word)
        where T : struct, Enum
    {
        word = default;
        return text.Length > 0 && char.IsLetter(text[0]) && Enum.TryParse(text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out word);
    }

    /// <summary>What was probably meant, as a suggestion; empty when nothing is near.</summary>
    internal static string Nearest(string text, IEnumerable<string> known)
    {
        var spelt = Spelt(text);
        var nearest = known.Select(word => (Word: word, Distance: Distance(spelt, Spelt(word)))).OrderBy(each => each.Distance).ThenBy(each => each.Word, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Word is { } word && nearest.Distance <= Math.Max(1, spelt.Length / 3) ? $"Did you mean '{word}'?" : "";
    }

    private static string Spelt(string text) => text.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();

    // Letters left out, put in, exchanged, or swapped with their neighbour.
    private static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var left = 0; left <= one.Length; left++)
        {
            for (var right = 0; right <= other.Length; right++)
            {
                if (left == 0 || right == 0)
                {
                    rows[left, right] = left + right;
                    continue;
                }

                var same = one[left - 1] == other[right - 1] ? 0 : 1;
                var least = Math.Min(Math.Min(rows[left - 1, right] + 1, rows[left, right - 1] + 1), rows[left - 1, right - 1] + same);
                var swapped = left > 1 && right > 1 && one[left - 1] == other[right - 2] && one[left - 2] == other[right - 1];
                rows[left, right] = swapped ? Math.Min(least, rows[left - 2, right - 2] + 1) : least;
            }
        }

        return rows[one.Length, other.Length];
    }

    internal static bool TryParse(Type list, string text, out int value)
    {
        value = 0;
        if (text.Length == 0 || !char.IsLetter(text[0]) || !Enum.TryParse(list, text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var word))
        {
            return false;
        }

        value = (int)word;
        return true;
    }
}
