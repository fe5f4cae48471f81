namespace SteppedCare.Policies;

/// <summary>A folder of policies, <c>&lt;policy&gt;/&lt;version&gt;/policy.csx</c> with <c>cases.yaml</c> beside it.</summary>
internal sealed class PolicyLibrary(string folder)
{
    internal const string ScriptName = "policy.csx";
    internal const string CasesName = "cases.yaml";
    internal const string InvariantsName = "invariants.csx";

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

    /// <summary>The script of a revision as it stands in the folder.</summary>
    internal PolicySource SourceOf(PolicyLabel label) => PolicySource.Read(Path.Combine(folder, label.Policy, label.Version, ScriptName));
}
