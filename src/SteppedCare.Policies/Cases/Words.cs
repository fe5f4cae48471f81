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
