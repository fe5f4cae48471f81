using System.Diagnostics;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>The program as an operator runs it.</summary>
internal sealed record ServerProcess(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it to its end.</summary>
    public static async Task<ServerProcess> RunAsync(string workingFolder, params string[] arguments)
    {
        using var process = Start(workingFolder, arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(s_patience);
        }
        finally
        {
            process.Kill();
        }

        return new ServerProcess(process.ExitCode, await output.WaitAsync(s_patience), await errors.WaitAsync(s_patience));
    }

    /// <summary>Starts it, waits for a line, asks it to stop as an orchestrator does, and gives all it said.</summary>
    public static async Task<ServerProcess> RunUntilAsync(string workingFolder, string line, params string[] arguments)
    {
        using var process = Start(workingFolder, arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var said = new List<string>();
        try
        {
            while (await process.StandardOutput.ReadLineAsync().WaitAsync(s_patience) is { } next)
            {
                said.Add(next);
                if (next.Contains(line, StringComparison.Ordinal))
                {
                    using var term = Process.Start("kill", ["-TERM", $"{process.Id}"]);
                    break;
                }
            }

            said.Add(await process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience));
            await process.WaitForExitAsync().WaitAsync(s_patience);
        }
        finally
        {
            process.Kill();
        }

        return new ServerProcess(process.ExitCode, string.Join('\n', said), await errors.WaitAsync(s_patience));
    }

    private static Process Start(string workingFolder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SteppedCare.Server.dll"), .. arguments])
        {
            WorkingDirectory = workingFolder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }
}
