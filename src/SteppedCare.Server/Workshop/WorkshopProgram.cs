using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SteppedCare.Server.Workshop;

/// <summary>How this program starts itself again as a workshop: as a program of its own, under dotnet, or out of a folder of tests.</summary>
internal static class WorkshopProgram
{
    private const string Name = "SteppedCare.Server";
    private const string SettingsPrefix = "STEPPEDCARE_";

    internal static ProcessStartInfo Start(WorkshopOptions options)
    {
        var own = Environment.ProcessPath;
        var start = own is not null && Path.GetFileNameWithoutExtension(own) == Name
            ? new ProcessStartInfo(own, [WorkshopCommand.Word])
            : new ProcessStartInfo(Runner(own), [Path.Combine(AppContext.BaseDirectory, $"{Name}.dll"), WorkshopCommand.Word]);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.CreateNoWindow = true;

        // Its work needs no setting of ours, and no password.
        foreach (var setting in start.Environment.Keys.Where(name => name.StartsWith(SettingsPrefix, StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(setting);
        }

        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = options.MostMemoryBytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return start;
    }

    private static string Runner(string? own)
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        if (own is not null && Path.GetFileName(own) == name)
        {
            return own;
        }

        // <dotnet>/shared/Microsoft.NETCore.App/<version>/
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
