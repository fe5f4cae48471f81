namespace SteppedCare.Policies;

/// <summary>A script whose parts can be read out by their places.</summary>
internal sealed class ScriptText(string text)
{
    private readonly string[] _lines = text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>What stands there.</summary>
    internal string At(TextPlace place)
    {
        var line = LineOf(place);
        var start = Math.Clamp(place.Column - 1, 0, line.Length);
        return line.Substring(start, Math.Min(place.Length, line.Length - start));
    }

    /// <summary>The whole line, without what is left and right of it.</summary>
    internal string Around(TextPlace place) => LineOf(place).Trim();

    private string LineOf(TextPlace place) => place.Line >= 1 && place.Line <= _lines.Length ? _lines[place.Line - 1] : "";
}
