namespace SteppedCare.Server.Hosting;

/// <summary>What relative folders are relative to, so that the same data is found wherever the command is typed.</summary>
internal static class ContentRoot
{
    public const string Marker = "SteppedCare.Grpc.sln";

    public static string Find(string workingFolder, string binaryFolder) =>
        Above(workingFolder) ?? Above(binaryFolder) ?? Path.TrimEndingDirectorySeparator(Path.GetFullPath(binaryFolder));

    private static string? Above(string folder)
    {
        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
        {
            if (File.Exists(Path.Combine(here.FullName, Marker)))
            {
                return Path.TrimEndingDirectorySeparator(here.FullName);
            }
        }

        return null;
    }
}
