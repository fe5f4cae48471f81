using System.Diagnostics;
using SteppedCare.Tests.Policies;

namespace SteppedCare.Tests.Cli;

/// <summary><c>stepped-care</c> as somebody types it, from a folder of their own.</summary>
internal sealed record Typed(int ExitCode, string Output, string Errors)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    internal static string Program { get; } = ProgramOf();

    internal static Task<Typed> RunAsync(string folder, params string[] arguments) => RunAsync(folder, new Dictionary<string, string>(), "dotnet", [Program, .. arguments]);

    internal static async Task<Typed> RunAsync(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        using var process = Start(folder, environment, program, arguments);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync().WaitAsync(s_patience);
            return new Typed(process.ExitCode, await output.WaitAsync(s_patience), await errors.WaitAsync(s_patience));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    internal static Process Start(string folder, IReadOnlyDictionary<string, string> environment, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("STEPPED_CARE_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        // Nobody's own folder is written to.
        start.Environment["STEPPED_CARE_COMPILED"] = "none";
        start.Environment.Remove("NO_COLOR");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private static string ProgramOf()
    {
        // Beside the tests' own output: bin/<configuration>/<framework>.
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Repository.Root, "src/SteppedCare.Cli/bin", own.Parent!.Name, own.Name, "stepped-care.dll");
    }
}
