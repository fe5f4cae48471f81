using System.Globalization;
using SteppedCare.Policies;
using YamlDotNet.RepresentationModel;

namespace SteppedCare.Tests.Policies;

public sealed class FenceTests
{
    private const string Head = "Ladder(Low);\n";

    private static readonly Dictionary<string, Hostile> s_scripts = Read().ToDictionary(script => script.Name);

    public static TheoryData<string> Names() => [.. s_scripts.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_hostile_or_mistaken_script_is_refused_where_it_goes_wrong(string name)
    {
        var script = s_scripts[name];

        var refusal = StageProbe.FirstRefusal(script.Text);

        Assert.NotNull(refusal);
        Assert.Equal(script.RefusedBy, string.Create(CultureInfo.InvariantCulture, $"{refusal.Stage} {refusal.Code} at {refusal.Line}:{refusal.Column}"));
        Assert.Contains(script.Says, refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_fence_alone_catches_what_the_table_says(string name) => Assert.Equal(s_scripts[name].Alone, StageProbe.CaughtBy(s_scripts[name].Text));

    [Fact]
    public void Whatever_acts_on_the_world_is_caught_by_more_than_the_walk()
    {
        // What only the walk refuses does nothing but mislead; the process is guarded by fences that do not read the text as it does.
        var harmless = new HashSet<string>(s_scripts.Values.Where(script => script.Alone == "W").Select(script => script.Name), StringComparer.Ordinal);

        Assert.DoesNotContain(harmless, name => s_scripts[name].Text.Contains("System.", StringComparison.Ordinal) && name != "using directive");
        Assert.True(s_scripts.Count >= 60);
        Assert.All("LWCPR", fence => Assert.Contains(s_scripts.Values, script => script.Alone.Contains(fence, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(1_000, "SC003", "Brackets nest at most 24 deep")]
    [InlineData(40_000, "SC001", "A policy is at most 64 KiB")]
    public void A_text_beyond_the_limits_never_reaches_the_parser(int brackets, string code, string says)
    {
        var text = $"{Head}Triage(\"t\").When(p => {new string('(', brackets)}p.Phq9 >= 10{new string(')', brackets)}).Enter(Low).Because(\"x\", Source(\"s\"));";

        var refusal = StageProbe.FirstRefusal(text);

        Assert.Equal((CompilerStage.Limits, code), (refusal?.Stage, refusal?.Code));
        Assert.Contains(says, refusal!.Message, StringComparison.Ordinal);
        Assert.Equal("L", StageProbe.CaughtBy(text));
    }

    [Fact]
    public void A_condition_of_a_thousand_terms_is_too_long_for_one_rule()
    {
        var text = $"{Head}Triage(\"t\").When(p => {string.Join(" && ", Enumerable.Repeat("p.Phq9 >= 10", 1_000))}).Enter(Low).Because(\"x\", Source(\"s\"));";

        var refusal = StageProbe.FirstRefusal(text);

        Assert.Equal((CompilerStage.Limits, "SC003"), (refusal?.Stage, refusal?.Code));
    }

    [Fact]
    public void The_same_text_gives_the_same_bytes_wherever_it_lies_and_however_its_lines_end()
    {
        var here = ScriptCompiler.Compile(new PolicySource("policy.csx", PracticePolicy.Text), ScriptKind.Policy, CompilerStages.All);
        var there = ScriptCompiler.Compile(
            new PolicySource("elsewhere/other.csx", PracticePolicy.Text.Replace("\n", "\r\n", StringComparison.Ordinal)), ScriptKind.Policy, CompilerStages.All);

        Assert.Equal(here.Image, there.Image);
        Assert.Equal(here.Symbols, there.Symbols);
    }

    [Fact]
    public void A_digest_is_that_of_the_text_with_line_feeds_and_the_language_version()
    {
        // printf 'Ladder(Low);\n\n1' | sha256sum
        Assert.Equal("5f0d8b5937d50ae1d3b2ad2784983af98f4a1132bcbcb791134bc6690a1c006a", new PolicySource("policy.csx", "Ladder(Low);\r\n").Digest);
        Assert.Equal(new PolicySource("a", "Ladder(Low);\n").Digest, new PolicySource("b", "Ladder(Low);\r\n").Digest);
    }

    private static IEnumerable<Hostile> Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine(Repository.Root, "tests/SteppedCare.Tests/Policies/Fixtures/hostile.yaml"))));
        return ((YamlSequenceNode)yaml.Documents[0].RootNode).Children.Cast<YamlMappingNode>()
            .Select(node => new Hostile(Text(node, "name"), Text(node, "refused_by"), Text(node, "alone"), Text(node, "says"), Text(node, "script").TrimEnd('\n')));
    }

    private static string Text(YamlMappingNode node, string key) => ((YamlScalarNode)node[key]).Value!;

    private sealed record Hostile(string Name, string RefusedBy, string Alone, string Says, string Text);
}
