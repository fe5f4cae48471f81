using System.Text.RegularExpressions;

namespace SteppedCare.Policies;

/// <summary>Names of the script and of Core's lists as words: <c>StillACase</c> is "still a case", <c>talking-therapies</c> "Talking therapies".</summary>
internal static partial class PlainWords
{
    internal static string Of(string name) => Seam().Replace(name, " ").ToLowerInvariant();

    internal static string Of(Enum member) => Of(member.ToString());

    internal static string Title(string name) => Capital(name.Replace('-', ' '));

    internal static string Capital(string text) => text.Length == 0 ? text : $"{char.ToUpperInvariant(text[0])}{text[1..]}";

    /// <summary>"a", "a or b", "a, b or c".</summary>
    internal static string AnyOf(IReadOnlyList<string> words) => words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}";

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=[0-9])")]
    private static partial Regex Seam();
}
