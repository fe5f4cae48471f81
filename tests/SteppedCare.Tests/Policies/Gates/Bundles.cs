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

    internal static GateResult Of(this GateReport report, Gate gate) => report.Gates.Single(result => result.Gate == gate);

    /// <summary>What the gates that failed say; empty when none did.</summary>
    internal static string Complaints(this GateReport report) => string.Join('\n', report.Gates
        .Where(gate => gate.Verdict == GateVerdict.Failed)
        .SelectMany(gate => gate.Findings.Select(finding => $"  {finding.File}({finding.Line},{finding.Column},{finding.Length}) {finding.Code} {finding.Message}").Prepend($"{gate.Gate}: {gate.Summary}")));

    private static string Text(string path) => File.Exists(path) ? File.ReadAllText(path) : "";
}
