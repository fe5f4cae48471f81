using System.Diagnostics;
using System.Text.RegularExpressions;
using SteppedCare.Server.Hosting;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>The server as a page says it is started, on free ports and with data in a folder of a test's own.</summary>
internal sealed partial class RunningServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _data;
    private readonly Process _process;
    private readonly Task<string> _errors;

    private RunningServer(DirectoryInfo data, Process process)
    {
        _data = data;
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>host:port of gRPC.</summary>
    public string Grpc { get; private set; } = "";

    public Uri Web { get; private set; } = new("http://127.0.0.1");

    /// <summary>What it printed until it listened.</summary>
    public string Banner { get; private set; } = "";

    /// <summary>Starts the command line and returns once the server says that it is ready.</summary>
    public static async Task<RunningServer> StartAsync(string line)
    {
        var folder = Directory.CreateTempSubdirectory("steppedcare-page-");
        var settings = new Dictionary<string, string>
        {
            ["STEPPEDCARE_LISTEN__GRPC"] = "127.0.0.1:0",
            ["STEPPEDCARE_LISTEN__WEB"] = "127.0.0.1:0",
            ["STEPPEDCARE_DATA"] = folder.FullName,

            // Pages tell courses of months ago: the clock would write into them whenever its round comes.
            ["STEPPEDCARE_SWEEP__ENABLED"] = "false",
        };

        // exec: a signal to the process is one to the program, not to a shell before it.
        var server = new RunningServer(folder, Shell.Start("exec " + line, settings));
        try
        {
            await server.ReadBannerAsync().WaitAsync(s_patience);
            await server.UntilReadyAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks it to stop as an orchestrator does; gives its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var term = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(s_patience);
        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private async Task ReadBannerAsync()
    {
        while (!Banner.Contains("\n  service ", StringComparison.Ordinal))
        {
            var line = await _process.StandardOutput.ReadLineAsync()
                ?? throw new InvalidOperationException($"The server ended: {Banner}{await _errors}");
            Banner += line + "\n";
            if (Address().Match(line) is { Success: true } found)
            {
                var address = new Uri(found.Groups["address"].Value);
                (Grpc, Web) = found.Groups["name"].Value == "gRPC" ? (address.Authority, Web) : (Grpc, address);
            }
        }

        // The rest is nobody's concern, but a full pipe would stop the server.
        _ = _process.StandardOutput.ReadToEndAsync();
    }

    private async Task UntilReadyAsync()
    {
        using var client = new HttpClient();
        using var patience = new CancellationTokenSource(s_patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await pace.WaitForNextTickAsync(patience.Token))
        {
            using var reply = await client.GetAsync(new Uri(Web, WebPages.Ready), patience.Token);
            if (reply.IsSuccessStatusCode)
            {
                return;
            }
        }
    }

    [GeneratedRegex(@"^  (?<name>gRPC|web) +(?<address>http://\S+)$")]
    private static partial Regex Address();
}
