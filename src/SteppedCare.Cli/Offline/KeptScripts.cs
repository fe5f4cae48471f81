using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>
/// Compiled scripts, kept between two commands: most of the time of a first answer is the compiler's. An edited script has another digest, and another build of this
/// program looks for other files; what passed the fences once is gated again when it is read.
/// </summary>
internal static class KeptScripts
{
    internal const string Variable = "STEPPED_CARE_COMPILED";

    /// <summary>In place of a folder: keep none.</summary>
    internal const string Nowhere = "none";

    // A folder of policies with their invariants, and a day's edits.
    private const int Most = 64;

    /// <summary>The folder that is named, or this person's own for such things.</summary>
    internal static string? FolderOf(Func<string, string?> variable)
    {
        if (variable(Variable) is { Length: > 0 } named)
        {
            return named == Nowhere ? null : Path.GetFullPath(named);
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsWindows() ? Under(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData))
            : variable("XDG_CACHE_HOME") is { Length: > 0 } caches && Path.IsPathRooted(caches) ? Under(caches)
            : home.Length > 0 ? Under(Path.Combine(home, ".cache")) : null;

        static string? Under(string folder) => folder.Length > 0 ? Path.Combine(folder, "stepped-care") : null;
    }

    /// <summary>The folder as it is used: nobody else may write to it, since what lies there is run, and never more than a handful of files. Null where it cannot be.</summary>
    internal static ArtefactCache? In(string folder)
    {
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(folder) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
            {
                return null;
            }

            foreach (var old in new DirectoryInfo(folder).EnumerateFiles("*.policy").OrderByDescending(file => file.LastWriteTimeUtc).Skip(Most))
            {
                old.Delete();
            }

            return new ArtefactCache(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
