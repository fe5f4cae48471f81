using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>A command line as somebody types it at the root of the working copy.</summary>
/// <param name="ExitCode">How it ended.</param>
/// <param name="Output">What it said.</param>
/// <param name="Errors">What it complained.</param>
internal sealed partial record Shell(int ExitCode, string Output, string Errors)
{
    // Programs are built by some of them, on a machine that others use, too.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    public static async Task<Shell> RunAsync(string line, IReadOnlyDictionary<string, string>? environment = null, string? input = null)
    {
        using var process = Start(line, environment ?? new Dictionary<string, string>());
        try
        {
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input).WaitAsync(s_patience);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync().WaitAsync(s_patience);
            return new Shell(process.ExitCode, await output.WaitAsync(s_patience), await errors.WaitAsync(s_patience));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Starts it and leaves it running. Settings of this machine do not reach it.</summary>
    public static Process Start(string line, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("bash", ["-c", line])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => Inherited().IsMatch(name)).ToList())
        {
            start.Environment.Remove(name);
        }

        // No build of a test leaves a server of its own behind.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException("bash did not start.");
    }

    // Of the test runner itself: a build within would take them for its own.
    [GeneratedRegex("^(STEPPEDCARE_|STEPPED_CARE_|NO_COLOR$|MSBUILD|VSTEST|TESTINGPLATFORM)", RegexOptions.IgnoreCase)]
    private static partial Regex Inherited();
}
