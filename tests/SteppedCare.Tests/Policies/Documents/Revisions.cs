using System.Collections.Concurrent;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Documents;

/// <summary>The fixture's revision and every shipped one, by folder, each compiled once.</summary>
internal static class Revisions
{
    private static readonly ConcurrentDictionary<string, Lazy<PolicyRevision>> s_compiled = new();

    internal static TheoryData<string> Shipped => [.. FoldersIn(Path.Combine(Repository.Root, "policies"))];

    internal static TheoryData<string> All => [.. FoldersIn(PracticePolicy.Folder), .. FoldersIn(Path.Combine(Repository.Root, "policies"))];

    internal static PolicyRevision Of(string folder) => s_compiled.GetOrAdd(folder, _ => new(() => Compile(folder))).Value;

    internal static string Read(string folder, string file) => File.ReadAllText(Path.Combine(Repository.Root, folder, file)).ReplaceLineEndings("\n");

    private static PolicyRevision Compile(string folder)
    {
        var version = new DirectoryInfo(Path.Combine(Repository.Root, folder));
        return PracticePolicy.RevisionOf(PolicyCompiler.Compile(new PolicyLabel(version.Parent!.Name, version.Name), PolicySource.Read(Path.Combine(version.FullName, "policy.csx"))));
    }

    private static IEnumerable<string> FoldersIn(string root) => Directory.EnumerateFiles(root, "policy.csx", SearchOption.AllDirectories)
        .Select(script => Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(script)!)).Order(StringComparer.Ordinal);
}
