using System.Globalization;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Revisions;

/// <summary>A policy of three rules that passes every gate. By turns everybody begins low or high, and no two revisions have the same script.</summary>
internal static class PassingRevision
{
    internal const string Policy = "passing";
    internal const string First = "0";

    private const string Invariants = """
        AtTriage("item-9-above-zero-is-never-silent", hazard: "H-03 an answer about self-harm stays unread")
            .When(p => p.Item9 >= 1)
            .Expect(d => d.Raises(SameDay));

        """;

    internal static string Version(int number) => number.ToString(CultureInfo.InvariantCulture);

    internal static PolicyFiles Files(int number) => new() { Script = Script(number), Cases = Cases(number), Readme = $"# Revision {Version(number)}\n" };

    /// <summary>A policy folder with the first revision, for the server's first start.</summary>
    internal static string Write(string folder)
    {
        var first = Directory.CreateDirectory(Path.Combine(folder, "policies", Policy, First)).FullName;
        File.WriteAllText(Path.Combine(first, "policy.csx"), Script(0));
        File.WriteAllText(Path.Combine(first, "cases.yaml"), Cases(0));
        File.WriteAllText(Path.Combine(folder, "policies", Policy, "invariants.csx"), Invariants);
        return Path.Combine(folder, "policies");
    }

    private static string StepOf(int number) => number % 2 == 0 ? "Low" : "High";

    private static string Script(int number) => $$"""
        // Revision {{Version(number)}}.
        Ladder(Low, High);

        Safety("item-9-above-zero")
            .When(p => p.Item9 >= 1).IfUnknown(AskRisk)
            .Raise(SameDay, "A clinician contacts the person today").RiskFirst()
            .Because("Item 9 of the PHQ-9 is above zero", Judgement("a load test"));

        Triage("everybody")
            .Otherwise()
            .Enter({{StepOf(number)}})
            .Because("Everybody begins alike", Judgement("a load test"));

        Review("carry-on")
            .Otherwise()
            .Continue()
            .Because("On the way", Judgement("a load test"));

        """;

    private static string Cases(int number) => $$"""
        cases:

          - name: no thoughts of death
            call: triage
            facts: {Item9: 0}
            expect: {rule: everybody, outcome: enter, step: {{StepOf(number).ToLowerInvariant()}}, tasks: []}

          - name: thoughts of death on several days
            call: triage
            facts: {Item9: 1}
            expect: {rule: everybody, outcome: enter, tasks: [same_day]}

          - name: item 9 was not answered
            call: triage
            facts: {Phq9: 9}
            expect: {rule: everybody, outcome: enter, tasks: [ask_risk]}

          - name: on the way
            call: review
            facts: {Item9: 0, Step: low}
            expect: {rule: carry-on, outcome: continue, step: low}

        """;
}
