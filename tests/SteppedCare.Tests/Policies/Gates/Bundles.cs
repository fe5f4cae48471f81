using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Gates;

/// <summary>Bundles as an author hands them in.</summary>
internal static class Bundles
{
    /// <summary>A policy of few rules that every gate lets through.</summary>
    internal static PolicyBundle Small { get; } = Read("tests/SteppedCare.Tests/Policies/Fixtures/small/1");

    /// <summary>The files of a revision, from a folder of the repository.</summary>
    internal static PolicyBundle Read(string version)
    {
        var folder = new DirectoryInfo(Path.Combine(Repository.Root, version));
        return new PolicyBundle(
            new PolicyLabel(folder.Parent!.Name, folder.Name), Text(Path.Combine(folder.FullName, "policy.csx")), Text(Path.Combine(folder.FullName, "cases.yaml")),
            Text(Path.Combine(folder.Parent.FullName, "invariants.csx")), Text(Path.Combine(folder.FullName, "README.md")));
    }

    /// <summary>The same with one place of the script written otherwise.</summary>
    internal static PolicyBundle WithScript(this PolicyBundle bundle, string written, string instead) => bundle with { Script = Changed(bundle.Script, written, instead) };

    /// <summary>The same with one word of the cases written otherwise, wherever it stands.</summary>
    internal static PolicyBundle WithCases(this PolicyBundle bundle, string written, string instead) => bundle with { Cases = Changed(bundle.Cases, written, instead) };

    /// <summary>The same without the case of that name.</summary>
    internal static PolicyBundle WithoutCase(this PolicyBundle bundle, string name)
    {
        var cases = bundle.Cases.Split("\n\n").ToList();
        Assert.Equal(1, cases.RemoveAll(entry => entry.Contains($"- name: {name}\n", StringComparison.Ordinal) || entry.Contains($"- name: \"{name}\"\n", StringComparison.Ordinal)));
        return bundle with { Cases = string.Join("\n\n", cases) };
    }

    /// <summary>What stands in the bundle where a finding points.</summary>
    internal static string At(this PolicyBundle bundle, GateFinding finding) =>
        new ScriptText(finding.File == "cases.yaml" ? bundle.Cases : bundle.Script).At(new TextPlace(finding.Line, finding.Column, finding.Length));

    internal static GateResult Of(this GateReport report, Gate gate) => report.Gates.Single(result => result.Gate == gate);

    /// <summary>What the gates that failed say; empty when none did.</summary>
    internal static string Complaints(this GateReport report) => string.Join('\n', report.Gates
        .Where(gate => gate.Verdict == GateVerdict.Failed)
        .SelectMany(gate => gate.Findings.Select(finding => $"  {finding.File}({finding.Line},{finding.Column},{finding.Length}) {finding.Code} {finding.Message}").Prepend($"{gate.Gate}: {gate.Summary}")));

    private static string Changed(string text, string written, string instead)
    {
        Assert.Contains(written, text, StringComparison.Ordinal);
        return text.Replace(written, instead, StringComparison.Ordinal);
    }

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
