using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Gates;

/// <summary>What stands before a publication stands before the shipped revisions, too.</summary>
public sealed class ShippedGateTests
{
    /// <summary>Every shipped revision.</summary>
    public static TheoryData<string> Versions() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "policies"), "policy.csx", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(path)!)).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_shipped_revision_passes_every_gate(string version)
    {
        using var run = GateRunner.Run(Bundles.Read(version), GateOptions.All);

        Assert.Equal("", run.Report.Complaints());
        Assert.All(run.Report.Gates.Where(gate => gate.Gate != Gate.BackTest), gate => Assert.Equal(GateVerdict.Passed, gate.Verdict));
    }
}
