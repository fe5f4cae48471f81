using System.Diagnostics;

namespace SteppedCare.FunctionalTests.Faults;

/// <summary>The short form of <c>eng/long crash</c>: the server is killed under load, and everything it acknowledged must be there afterwards, once.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("sqlite")]
    [InlineData("redis")]
    public async Task What_was_acknowledged_is_there_once_after_the_server_was_killed_under_load(string store)
    {
        var (exitCode, said) = await DriveAsync("crash", "--server", Built("src/SteppedCare.Server"), "--store", store, "--calls", "2000", "--callers", "16", "--kills", "2");

        Assert.True(exitCode == 0, said);
        Assert.Contains("killed server 2", said, StringComparison.Ordinal);
        Assert.Contains("0 breaches", said, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Said)> DriveAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments.Prepend(Built("load-tests/SteppedCare.LoadTests")))
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
