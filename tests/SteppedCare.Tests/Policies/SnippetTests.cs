using System.Text.RegularExpressions;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

/// <summary>The rules that pages show are rules that the compiler takes.</summary>
public sealed partial class SnippetTests
{
    private const string Shipped = "policies/talking-therapies/2026.1";

    [Fact]
    public void The_rule_on_the_first_screen_is_a_shipped_one()
    {
        var shown = Assert.Single(SnippetsOf("README.md", "csharp"));

        Assert.Contains(Squeezed(shown), Squeezed(Read($"{Shipped}/policy.csx")), StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_that_authors_are_shown_compiles() => PracticePolicy.Compile(Assert.Single(SnippetsOf("policies/README.md", "csharp")));

    [Fact]
    public void The_cases_that_authors_are_shown_are_answered_by_the_shipped_policy()
    {
        var revision = PracticePolicy.Compile(Read($"{Shipped}/policy.csx"));

        var outcomes = CaseRunner.Run(CaseFile.Read(Assert.Single(SnippetsOf("policies/README.md", "yaml")), revision.Norms), revision);

        Assert.Equal(2, outcomes.Count);
        Assert.Equal("", string.Join('\n', outcomes.SelectMany(outcome => outcome.Faults)));
    }

    [Fact]
    public void The_tiers_of_item_9_can_be_put_in_their_place()
    {
        var policy = Read($"{Shipped}/policy.csx");
        var oneBox = Rule("item-9-above-zero").Match(policy);
        Assert.True(oneBox.Success);

        var revision = PracticePolicy.Compile(policy.Replace(oneBox.Value, Assert.Single(SnippetsOf($"{Shipped}/README.md", "csharp")), StringComparison.Ordinal));

        Assert.Equal([TaskKind.SameDay], TasksOf(revision, item9: 2));
        Assert.Equal([TaskKind.BeforeNextStep], TasksOf(revision, item9: 1));
    }

    private static IEnumerable<TaskKind> TasksOf(PolicyRevision revision, int item9) => PracticePolicy.Decide(
        DecisionCall.Triage,
        PracticePolicy.FactsOf((nameof(FactNumber.Item9), item9), (nameof(FactNumber.Phq9), 12), (nameof(FactNumber.Gad7), 9), (nameof(FactNumber.Wsas), 14)),
        revision).Tasks.Select(task => task.Kind);

    private static IEnumerable<string> SnippetsOf(string page, string language) =>
        Block().Matches(Read(page)).Where(match => match.Groups["language"].Value == language).Select(match => match.Groups["text"].Value);

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path));

    private static string Squeezed(string text) => Space().Replace(text, " ").Trim();

    private static Regex Rule(string name) => new($@"Safety\(""{Regex.Escape(name)}""\).*?;\n", RegexOptions.Singleline);

    [GeneratedRegex(@"^```(?<language>\w*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
