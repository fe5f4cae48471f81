namespace SteppedCare.LoadTests.Flips;

/// <summary>A policy folder with the shipped policy, and the same rules once more under another version: what answers shows in the reply, and costs the same.</summary>
internal static class TwoRevisions
{
    internal const string Policy = "talking-therapies";
    internal const string First = "2026.1";
    internal const string Second = "2026.1-again";

    internal static string Write(string server, string folder)
    {
        var shipped = Path.Combine(Shipped(server), Policy);
        var policy = Directory.CreateDirectory(Path.Combine(folder, "policies", Policy)).FullName;
        foreach (var file in Directory.EnumerateFiles(shipped))
        {
            File.Copy(file, Path.Combine(policy, Path.GetFileName(file)));
        }

        foreach (var version in (string[])[First, Second])
        {
            var files = Directory.CreateDirectory(Path.Combine(policy, version)).FullName;
            foreach (var file in Directory.EnumerateFiles(Path.Combine(shipped, First)))
            {
                File.Copy(file, Path.Combine(files, Path.GetFileName(file)));
            }
        }

        File.AppendAllText(Path.Combine(policy, Second, "policy.csx"), "\n// Once more.\n");
        return Path.Combine(folder, "policies");
    }

    // Built beside it, or above it in the repository.
    private static string Shipped(string server)
    {
        for (var folder = Path.GetDirectoryName(server); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.Exists(Path.Combine(folder, "policies", Policy)))
            {
                return Path.Combine(folder, "policies");
            }
        }

        throw new InvalidOperationException("No policies lie beside or above the server.");
    }
}
