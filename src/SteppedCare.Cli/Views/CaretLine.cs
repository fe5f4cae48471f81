namespace SteppedCare.Cli;

/// <summary>The line beneath an author's: blanks and tabs as they wrote them, so that the caret stands where they look.</summary>
internal static class CaretLine
{
    internal static string Of(Excerpt excerpt)
    {
        var start = Math.Min(excerpt.Column - 1, excerpt.Source.Length);
        var before = string.Concat(excerpt.Source[..start].Select(letter => letter == '\t' ? '\t' : ' '));
        return before + "^" + new string('~', Math.Max(0, Math.Min(excerpt.Length, excerpt.Source.Length - start) - 1));
    }

    /// <summary>How long what stands there is, where nobody said: a word to its end, else one character.</summary>
    internal static int LengthOf(string source, int column)
    {
        var rest = column >= 1 && column <= source.Length ? source[(column - 1)..] : "";
        return Math.Max(1, rest.TakeWhile(letter => char.IsLetterOrDigit(letter) || letter is '_').Count());
    }
}
