using System.Diagnostics;

namespace SteppedCare.Tests.Policies;

/// <summary>Runs a program of this checkout and waits for it, bounded.</summary>
internal static class ChildProcess
{
    internal static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string project, string assembly, params string[] arguments)
    {
        // Beside the tests' own output: bin/<configuration>/<framework>.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var program = Path.Combine(Repository.Root, project, "bin", output.Parent!.Name, output.Name, assembly);
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };

        // Nobody's own folder is written to.
        start.Environment["STEPPED_CARE_COMPILED"] = "none";
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return (process.ExitCode, await said, await complained);
    }
}
