using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

/// <summary>The small policy of the fixtures, compiled once for all tests, and facts by name.</summary>
internal static class PracticePolicy
{
    private static readonly Lazy<PolicyRevision> s_revision = new(CompileText);

    internal static string Folder { get; } = Path.Combine(Repository.Root, "tests/SteppedCare.Tests/Policies/Fixtures/practice");

    internal static string Text { get; } = File.ReadAllText(Path.Combine(Folder, "2026.1/policy.csx"));

    internal static PolicyRevision Revision => s_revision.Value;

    internal static PolicyRevision Compile(string text) =>
        RevisionOf(PolicyCompiler.Compile(new PolicyLabel("practice", "2026.1"), new PolicySource("policy.csx", text)));

    /// <summary>The revision of a script that must compile.</summary>
    internal static PolicyRevision RevisionOf(CompilationResult result) =>
        result.Revision ?? throw new InvalidOperationException(string.Join(Environment.NewLine, result.Refusals));

    private static PolicyRevision CompileText() => Compile(Text);

    internal static Facts FactsOf(params (string Name, int Value)[] values)
    {
        var facts = new Facts();
        foreach (var (name, value) in values)
        {
            Assert.True(FactTable.TryGet(name, out var row), name);
            facts[row.Number] = value;
        }

        return facts;
    }

    internal static Decision Triage(params (string Name, int Value)[] values) => Decide(DecisionCall.Triage, FactsOf(values));

    internal static Decision Review(params (string Name, int Value)[] values) => Decide(DecisionCall.Review, FactsOf(values));

    internal static Decision Decide(DecisionCall call, Facts facts, PolicyRevision? revision = null)
    {
        revision ??= Revision;
        return revision.Explainer.Explain(revision.Evaluator.Evaluate(facts, call), facts);
    }
}
