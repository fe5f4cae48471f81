using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>The shipped talking-therapies policy, as it is and with a defect planted.</summary>
internal static class Shipped
{
    private static readonly Lazy<PolicyRevision> s_revision = new(Compile);

    internal static PolicyRevision TalkingTherapies => s_revision.Value;

    internal static string Folder { get; } = Path.Combine(Repository.Root, "policies/talking-therapies");

    internal static string Script { get; } = File.ReadAllText(Path.Combine(Folder, "2026.1/policy.csx")).ReplaceLineEndings("\n");

    internal static PolicyRevision With(params (string Text, string Instead)[] defects)
    {
        var script = Script;
        foreach (var (text, instead) in defects)
        {
            Assert.Contains(text, script, StringComparison.Ordinal);
            script = script.Replace(text, instead, StringComparison.Ordinal);
        }

        return PracticePolicy.Compile(script);
    }

    /// <summary>The shipped invariants with these claims about two neighbours instead of theirs, which take the longest.</summary>
    internal static InvariantSet Invariants(string claims)
    {
        var single = File.ReadLines(Path.Combine(Folder, "invariants.csx")).Where(line => !line.EndsWith(").WorseningItem9();", StringComparison.Ordinal)
            && !line.Contains(").Worsening(", StringComparison.Ordinal) && !line.EndsWith("Risk();", StringComparison.Ordinal));
        var load = InvariantSet.Load(new PolicySource("invariants.csx", $"{string.Join('\n', single)}\n{claims}"), cache: null);
        Assert.Equal("", string.Join('\n', load.Refusals));
        return load.Set!;
    }

    /// <summary>The rule of that name, from its first word to the line after it.</summary>
    internal static string Rule(string name)
    {
        var at = Script.IndexOf($"(\"{name}\")", StringComparison.Ordinal);
        var start = Script.LastIndexOf('\n', at) + 1;
        return Script[start..(Script.IndexOf("\n\n", at, StringComparison.Ordinal) + 1)];
    }

    /// <summary>An example stands as a case told by days: what it expects the policy does, about the facts that the production code makes of the story.</summary>
    internal static Decision AssertRuns(Counterexample? example, PolicyRevision revision)
    {
        Assert.NotNull(example);
        var vignette = Assert.Single(CaseFile.Read($"cases:\n{example.Case}", revision.Norms));
        Assert.NotNull(vignette.Episode);
        Assert.All(FactTable.All, row => Assert.Equal(example.Facts[row.Number], vignette.Facts[row.Number]));
        var outcome = Assert.Single(CaseRunner.Run([vignette], revision));
        Assert.Equal("", string.Join('\n', outcome.Faults));
        return outcome.Decision!;
    }

    /// <summary>Asked of the engine, whoever is shown is one of those whom an invariant is about, and its expectation does not hold.</summary>
    internal static void AssertBreaks(InvariantVerdict verdict, InvariantSet invariants, PolicyRevision revision)
    {
        Assert.Equal((false, Certainty.Shown), (verdict.Holds, verdict.Certainty));
        var decision = AssertRuns(verdict.Example, revision);
        var invariant = Assert.Single(invariants.Invariants, invariant => invariant.Name == verdict.Name);
        Case person = verdict.Call == DecisionCall.Triage ? new TriageCase(verdict.Example!.Facts) : new ReviewCase(verdict.Example!.Facts);
        Assert.True(invariant.Condition(person).IsTrue);
        Assert.False(invariant.Expectation!(revision.Explainer.View(decision)));
    }

    private static PolicyRevision Compile() => PracticePolicy.Compile(Script);
}
