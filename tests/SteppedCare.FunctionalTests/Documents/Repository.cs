using SteppedCare.Server.Hosting;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>The working copy that these tests were built from, as a new user finds it.</summary>
internal static class Repository
{
    public static string Root { get; } = ContentRoot.Find(AppContext.BaseDirectory, AppContext.BaseDirectory);

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>Every page that somebody wrote, by its path from the root; what packages bring along is not ours.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.EnumerateFiles(Root, "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Root, path))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "node_modules" or "TestResults"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A program of another project, built for the same configuration and framework as these tests.</summary>
    public static string Built(string project, string assembly)
    {
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        return Path.Combine(Root, project, Path.GetRelativePath(Path.GetFullPath("../../..", own), own), assembly);
    }
}
