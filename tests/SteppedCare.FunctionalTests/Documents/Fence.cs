using System.Text.RegularExpressions;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>What stands between two fences of a page.</summary>
/// <param name="Page">The page's path from the root.</param>
/// <param name="Language">The word after the opening fence; empty where none stands.</param>
/// <param name="Text">The lines between, each with its end.</param>
internal sealed partial record Fence(string Page, string Language, string Text)
{
    public static IEnumerable<Fence> Of(string page) =>
        Block().Matches(Repository.Read(page)).Select(match => new Fence(page, match.Groups["language"].Value, match.Groups["text"].Value));

    public static IEnumerable<Fence> Of(string page, string language) => Of(page).Where(fence => fence.Language == language);

    /// <summary>The lines that a shell would run, without the remarks beside them.</summary>
    public IEnumerable<string> Commands() => Text.Split('\n').Select(line => line.Split(" #")[0].Trim()).Where(line => line.Length > 0 && line[0] != '#');

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
