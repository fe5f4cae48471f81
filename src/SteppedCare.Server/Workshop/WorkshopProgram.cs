using System.Collections;
using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace SteppedCare.Server.Workshop;

/// <summary>How this program starts itself again as a workshop: as a program of its own, under dotnet, or out of a folder of tests.</summary>
internal static class WorkshopProgram
{
    private const string Name = "SteppedCare.Server";

    // What a .NET program needs to start and to find its folders. All else that the server was given, passwords above all, is none of a policy's business.
    private static readonly FrozenSet<string> s_passedOn =
        """
        PATH HOME USERPROFILE TMPDIR TMP TEMP TZ LANG LANGUAGE SYSTEMROOT WINDIR COMSPEC LD_LIBRARY_PATH
        DOTNET_ROOT DOTNET_ROOT_X64 DOTNET_ROOT_ARM64 DOTNET_MULTILEVEL_LOOKUP DOTNET_ROLL_FORWARD
        DOTNET_SYSTEM_GLOBALIZATION_INVARIANT DOTNET_BUNDLE_EXTRACT_BASE_DIR
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    internal static ProcessStartInfo Start(WorkshopOptions options) =>
        Start(options, Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value)));

    /// <param name="options">What it may take.</param>
    /// <param name="environment">The server's, of which little is passed on.</param>
    internal static ProcessStartInfo Start(WorkshopOptions options, IEnumerable<KeyValuePair<string, string?>> environment)
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

        start.Environment.Clear();
        foreach (var (name, value) in environment.Where(variable => s_passedOn.Contains(variable.Key) || variable.Key.StartsWith("LC_", StringComparison.Ordinal)))
        {
            start.Environment[name] = value;
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
