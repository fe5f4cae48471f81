namespace SteppedCare.Server.Hosting;

/// <summary>Where things lie on this machine: full paths, once read.</summary>
internal sealed class FolderOptions
{
    public required string ContentRoot { get; init; }

    public required string Data { get; init; }

    public required string Policies { get; init; }

    public static FolderOptions Read(SettingsReader reader, string workingFolder, string binaryFolder)
    {
        var given = reader.Has(SettingNames.ContentRoot) ? Path.GetFullPath(reader.Read(SettingNames.ContentRoot, Values.Text(4096), "."), workingFolder) : null;
        var root = given ?? Hosting.ContentRoot.Find(workingFolder, binaryFolder);
        var options = new FolderOptions
        {
            ContentRoot = root,
            Data = Path.GetFullPath(reader.Read(SettingNames.Data, Values.Text(4096), "data"), root),
            Policies = Path.GetFullPath(reader.Read(SettingNames.Policies, Values.Text(4096), "policies"), root),
        };
        if (!Directory.Exists(root))
        {
            reader.Refuse(SettingNames.ContentRoot, $"there is no folder {root}.");
            return options;
        }

        if (!Directory.Exists(options.Policies))
        {
            reader.Refuse(SettingNames.Policies, $"there is no folder {options.Policies}.");
        }

        if (!CanWrite(options.Data))
        {
            reader.Refuse(SettingNames.Data, $"the folder {options.Data} cannot be made or written.");
        }

        return options;
    }

    private static bool CanWrite(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            using var probe = new FileStream(
                Path.Combine(folder, $".probe-{Environment.ProcessId}"), FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
