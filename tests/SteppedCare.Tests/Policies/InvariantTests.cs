using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

public sealed class InvariantTests
{
    private const int People = 20_000;

    /// <summary>The fixture's invariants and every shipped ones.</summary>
    public static TheoryData<string> Files()
    {
        var shipped = Path.Combine(Repository.Root, "policies");
        var folders = Directory.Exists(shipped) ? new[] { PracticePolicy.Folder, shipped } : [PracticePolicy.Folder];
        return [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "invariants.csx", SearchOption.AllDirectories)).Select(path => Path.GetRelativePath(Repository.Root, path)).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void They_hold_of_generated_people_and_each_concerns_somebody(string file)
    {
        var path = Path.Combine(Repository.Root, file);
        using var invariants = Load(File.ReadAllText(path));
        foreach (var script in Directory.EnumerateFiles(Path.GetDirectoryName(path)!, "policy.csx", SearchOption.AllDirectories))
        {
            var outcomes = InvariantRunner.Run(invariants, PracticePolicy.Compile(File.ReadAllText(script)), seed: 11, People);

            Assert.All(outcomes, outcome => Assert.True(outcome.Broken == 0, $"{outcome.Name} is broken by {outcome.Example}"));
            Assert.All(outcomes, outcome => Assert.True(outcome.Concerned > 0, $"{outcome.Name} concerned nobody"));
        }
    }

    [Fact]
    public void A_broken_one_shows_somebody_who_breaks_it()
    {
        using var invariants = Load("""AtTriage("never-monitor", hazard: "H-99").When(p => p.Phq9 >= 0.5).Expect(d => !d.LeadsToAtLeast(Monitor) || d.EntersAtLeast(Low));""");

        var outcome = Assert.Single(InvariantRunner.Run(invariants, PracticePolicy.Revision, seed: 11, People));

        Assert.True(outcome.Broken > 0);
        var again = CaseFile.Read($"cases:\n  - name: again\n    call: triage\n    facts: {outcome.Example}\n    expect: {{outcome: enter, step: monitor}}\n", Norms.Published);
        Assert.Equal((Outcome.Enter, Step.Monitor), PracticePolicy.Decide(DecisionCall.Triage, again[0].Facts) is var decision ? (decision.Outcome, decision.Step) : default);
    }

    [Theory]
    [InlineData("""AtTriage("a", hazard: "H-1").When(p => p.Phq9 >= 10);""", CompilerStage.Rulebook, "SC060")]
    [InlineData("""AtTriage("a", hazard: "").When(p => p.Phq9 >= 10).Expect(d => d.IsHuman);""", CompilerStage.Rulebook, "SC062")]
    [InlineData("""AtTriage("a", hazard: "H-1").When(p => p.Phq9 >= 10).Expect(d => d.ToString() == "x");""", CompilerStage.Walk, "SC042")]
    [InlineData("""AtTriage("a", hazard: "H-1").When(p => p.Phq9 >= 10).Expect(d => System.Environment.TickCount > 1);""", CompilerStage.Walk, "SC043")]
    [InlineData("""AtTriage("a", hazard: "H-1").When(p => p.Phq9 >= 10).Expect(d => d.IsHuman ? true : false);""", CompilerStage.Walk, "SC040")]
    [InlineData("""Triage("a").Otherwise();""", CompilerStage.ClosedReferences, "CS0103")]
    public void A_mistaken_one_is_refused(string text, CompilerStage stage, string code)
    {
        var load = InvariantSet.Load(new PolicySource("invariants.csx", text), cache: null);

        Assert.Null(load.Set);
        Assert.Equal((stage, code), (load.Refusals[0].Stage, load.Refusals[0].Code));
        Assert.True(load.Refusals[0].Line <= 1);
    }

    private static InvariantSet Load(string text)
    {
        var load = InvariantSet.Load(new PolicySource("invariants.csx", text), cache: null);
        Assert.Equal("", string.Join('\n', load.Refusals));
        return load.Set!;
    }
}
