using System.Diagnostics;

namespace SteppedCare.FunctionalTests.Faults;

/// <summary>The load tests' program, as <c>eng/long</c> runs it.</summary>
internal static class LoadDriver
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(4);

    /// <summary>Runs a verb against the server and returns how it ended and all it printed.</summary>
    internal static async Task<(int ExitCode, string Said)> RunAsync(string verb, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[Built("load-tests/SteppedCare.LoadTests"), verb, "--server", Built("src/SteppedCare.Server"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var driver = Process.Start(start) ?? throw new InvalidOperationException("The driver did not start.");
        try
        {
            var output = driver.StandardOutput.ReadToEndAsync();
            var error = driver.StandardError.ReadToEndAsync();
            await driver.WaitForExitAsync().WaitAsync(s_patience);
            return (driver.ExitCode, await output.WaitAsync(s_patience) + await error.WaitAsync(s_patience));
        }
        finally
        {
            // With the servers that it started.
            driver.Kill(entireProcessTree: true);
        }
    }

    // Built beside this test, for the same configuration and framework.
    private static string Built(string project)
    {
        var own = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar);
        var repository = Path.GetFullPath("../../../../..", own);
        return Path.Combine(repository, project, Path.GetRelativePath(Path.GetFullPath("../../..", own), own), $"{Path.GetFileName(project)}.dll");
    }
}
