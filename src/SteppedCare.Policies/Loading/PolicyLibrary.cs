using System.Diagnostics;

namespace SteppedCare.Policies;

/// <summary>A folder of policies, <c>&lt;policy&gt;/&lt;version&gt;/policy.csx</c> with <c>cases.yaml</c> beside it, and the cache of what was compiled from it.</summary>
internal sealed class PolicyLibrary(string folder, string? cacheFolder)
{
    internal const string ScriptName = "policy.csx";
    internal const string CasesName = "cases.yaml";
    internal const string InvariantsName = "invariants.csx";

    private readonly ArtefactCache? _cache = cacheFolder is null ? null : new ArtefactCache(cacheFolder);

    /// <summary>Every revision in the folder, by policy and version in ordinal order.</summary>
    internal IReadOnlyList<PolicyLabel> Labels() => !Directory.Exists(folder)
        ? []
        :
        [
            .. Directory.EnumerateFiles(folder, ScriptName, SearchOption.AllDirectories)
                .Select(path => new DirectoryInfo(Path.GetDirectoryName(path)!))
                .Where(version => version.Parent?.Parent is { } root && Path.GetFullPath(root.FullName) == Path.GetFullPath(folder))
                .Select(version => new PolicyLabel(version.Parent!.Name, version.Name))
                .OrderBy(label => label.Policy, StringComparer.Ordinal).ThenBy(label => label.Version, StringComparer.Ordinal),
        ];

    /// <summary>
    /// Loads one revision from the cache or through the fences, and lets it answer its own cases: that warms its code up, and a revision that
    /// does not do what its authors said never goes live. Who does not put it live retires it.
    /// </summary>
    internal PolicyLoad Load(PolicyLabel label)
    {
        var started = Stopwatch.GetTimestamp();
        var version = Path.Combine(folder, label.Policy, label.Version);
        var script = Path.Combine(version, ScriptName);
        if (!File.Exists(script))
        {
            return new PolicyLoad(label, null, [], [], [$"{label.Policy}/{label.Version} has no {ScriptName}."], false, Stopwatch.GetElapsedTime(started));
        }

        var result = PolicyCompiler.Load(label, PolicySource.Read(script), _cache);
        if (result.Revision is not { } revision)
        {
            return new PolicyLoad(
                label, null, result.Refusals, [], [.. result.Refusals.Select(refusal => $"{ScriptName}{refusal}")], false, Stopwatch.GetElapsedTime(started));
        }

        var cases = Path.Combine(version, CasesName);
        var outcomes = File.Exists(cases) ? CaseRunner.Run(CaseFile.Read(File.ReadAllText(cases), revision.Norms), revision) : [];
        return new PolicyLoad(
            label, revision, [], outcomes, [.. outcomes.SelectMany(outcome => outcome.Faults).Select(fault => $"{CasesName}{fault}")],
            result.FromCache, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>The script of a revision as it stands in the folder.</summary>
    internal PolicySource SourceOf(PolicyLabel label) => PolicySource.Read(Path.Combine(folder, label.Policy, label.Version, ScriptName));

    /// <summary>The invariants that stand beside the revisions of a policy; an empty set when there is no such file.</summary>
    internal InvariantLoad LoadInvariants(string policy)
    {
        var path = Path.Combine(folder, policy, InvariantsName);
        return File.Exists(path) ? InvariantSet.Load(PolicySource.Read(path), _cache) : new InvariantLoad(null, []);
    }
}

/// <summary>What came of loading a revision.</summary>
/// <param name="Label">Which.</param>
/// <param name="Revision">Loaded; null when refused.</param>
/// <param name="Refusals">What the fences said.</param>
/// <param name="Cases">How it answered its own cases.</param>
/// <param name="Faults">Refusals and failed cases in words.</param>
/// <param name="FromCache">No compiler was needed.</param>
/// <param name="Took">From reading the script to the last case.</param>
internal sealed record PolicyLoad(
    PolicyLabel Label, PolicyRevision? Revision, IReadOnlyList<Refusal> Refusals, IReadOnlyList<CaseOutcome> Cases, IReadOnlyList<string> Faults,
    bool FromCache, TimeSpan Took)
{
    internal bool IsGood => Revision is not null && Faults.Count == 0;
}
