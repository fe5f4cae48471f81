using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

public sealed class CaseTests
{
    /// <summary>The fixture's revision and every shipped one.</summary>
    public static TheoryData<string> Versions()
    {
        var shipped = Path.Combine(Repository.Root, "policies");
        var folders = Directory.Exists(shipped) ? new[] { PracticePolicy.Folder, shipped } : [PracticePolicy.Folder];
        return [.. folders.SelectMany(folder => Directory.EnumerateFiles(folder, "cases.yaml", SearchOption.AllDirectories)).Select(path => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(path)!)).Order(StringComparer.Ordinal)];
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_policy_answers_its_own_cases(string version)
    {
        var folder = Path.Combine(Repository.Root, version);
        var revision = PracticePolicy.Compile(File.ReadAllText(Path.Combine(folder, "policy.csx")));

        var outcomes = CaseRunner.Run(CaseFile.Read(File.ReadAllText(Path.Combine(folder, "cases.yaml")), revision.Norms), revision);

        Assert.NotEmpty(outcomes);
        Assert.Equal("", string.Join('\n', outcomes.SelectMany(outcome => outcome.Faults)));
    }

    [Theory]
    [InlineData("    facts: {Phq9: 12}\n    expect: {outcome: enter, taks: []}", 5, "'taks' is not a word of case files here.")]
    [InlineData("    facts: {Pqh9: 12}\n    expect: {outcome: enter}", 4, "'Pqh9' is no fact.")]
    [InlineData("    facts: {Phq9: 28}\n    expect: {outcome: enter}", 4, "'Phq9' cannot be '28': 0 to 27, or unknown.")]
    [InlineData("    facts: {Step: lowest}\n    expect: {outcome: enter}", 4, "'Step' cannot be 'lowest'")]
    [InlineData("    facts: {Phq9: 12}\n    expect: {outcome: entre}", 5, "'outcome' is no Outcome.")]
    [InlineData("    facts: {Phq9: 12}\n    expect: {outcome: enter, tasks: [same_week]}", 5, "is no TaskKind.")]
    [InlineData("    facts: {Phq9: 12}\n    expect: {step: low}", 5, "wants an outcome.")]
    [InlineData("    facts: {Phq9: 12}", 2, "expects nothing.")]
    [InlineData("    expect: {outcome: enter}", 2, "wants either events or facts.")]
    [InlineData("    facts: {Phq9: 12}\n    events: [{day: 0, age: 3}]\n    expect: {outcome: enter}", 2, "wants either events or facts.")]
    [InlineData("    events: [{age: 30}]\n    expect: {outcome: enter}", 4, "wants its day")]
    [InlineData("    events: [{day: 0, phq9: {total: 3, item9: 4}}]\n    expect: {outcome: enter}", 4, "wants a total, and an item9 of 0 to 3 that fits it.")]
    [InlineData("    events: [{day: 0, phq9: [1, 2, 5, 0, 0, 0, 0, 0, 0]}]\n    expect: {outcome: enter}", 4, "day cannot be so")]
    [InlineData("    events: [{day: 0, phq9: [1, 2]}]\n    expect: {outcome: enter}", 4, "day cannot be so")]
    [InlineData("    events: [{day: 0, phq: 3}]\n    expect: {outcome: enter}", 4, "'phq' is not a word of case files here.")]
    [InlineData("    events: [{day: 0, risk: {plans: yes}}]\n    expect: {outcome: enter}", 4, "'plans' is no RiskTopic.")]
    [InlineData("    facts: {Phq9: 12, Gad7: 9}\n    expect: {outcome: discharge}", 5, "'one' expects outcome Discharge; the policy says InsufficientData.")]
    [InlineData("    facts: {Phq9: 12, Gad7: 9, Item9: 3, RiskReviewed: no}\n    expect: {outcome: insufficient_data, missing: [Age, Wsas]}", 5, "'one' expects tasks none; the policy says SameDay.")]
    [InlineData("    facts: {Phq9: 12, Gad7: 9, Item9: 0}\n    expect: {outcome: insufficient_data}", 5, "'one' expects missing none; the policy says Age, Wsas.")]
    public void A_fault_of_a_case_is_told_with_its_line(string rest, int line, string says)
    {
        var file = $"cases:\n  - name: one\n    call: triage\n{rest}\n";

        var faults = CaseRunner.Run(CaseFile.Read(file, Norms.Published), PracticePolicy.Revision).SelectMany(outcome => outcome.Faults).ToList();

        Assert.Contains(faults, fault => fault.Line == line && fault.Message.Contains(says, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("cases: [", 2)]
    [InlineData("- name: x", 1)]
    [InlineData("cases:\n  - {name: a, call: triage, facts: {Phq9: 1}, expect: {outcome: enter}}\n  - {name: a, call: triage, facts: {Phq9: 1}, expect: {outcome: enter}}", 3)]
    [InlineData("case:\n  - {name: a}", 2)]
    public void A_file_that_cannot_be_read_fails_with_its_line(string file, int line) =>
        Assert.Contains(CaseRunner.Run(CaseFile.Read(file, Norms.Published), PracticePolicy.Revision).SelectMany(outcome => outcome.Faults), fault => fault.Line == line);
}
