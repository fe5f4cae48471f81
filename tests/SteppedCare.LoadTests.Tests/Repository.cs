namespace SteppedCare.LoadTests.Tests;

/// <summary>The sources, and what was built beside these tests for the same configuration and framework.</summary>
internal static class Repository
{
    private static readonly string s_own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
    private static readonly string s_root = Path.GetFullPath("../../../../..", s_own);

    internal static string PathOf(params string[] parts) => Path.Combine([s_root, .. parts]);

    internal static FileInfo Built(string project) =>
        new(Path.Combine(s_root, project, Path.GetRelativePath(Path.GetFullPath("../../..", s_own), s_own), $"{Path.GetFileName(project)}.dll"));
}
