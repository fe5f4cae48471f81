using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SteppedCare.FunctionalTests.Servers;

/// <summary>A real Prometheus that scrapes one address, on a free port and in a folder of its own. A machine without one fails the run.</summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-prometheus-");
    private readonly HttpClient _client = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    public static async Task<PrometheusServer> StartAsync(Uri target)
    {
        var server = new PrometheusServer();
        await server.RunAsync(target);
        return server;
    }

    /// <summary>Asks until there is an answer; what is not scraped yet has none.</summary>
    public async Task<JsonElement> QueryAsync(string query)
    {
        using var patience = new CancellationTokenSource(s_patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await pace.WaitForNextTickAsync(patience.Token))
        {
            using var response = await _client.GetAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative), patience.Token);
            if (response.IsSuccessStatusCode)
            {
                using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(patience.Token));
                if (answer.RootElement.GetProperty("data").GetProperty("result") is { } result && result.GetArrayLength() > 0)
                {
                    return result[0].Clone();
                }
            }
        }

        throw new InvalidOperationException("The pace has stopped.");
    }

    /// <summary>What Prometheus has against a query; empty when it takes it, whether or not there is anything to tell.</summary>
    public async Task<string> FaultOfAsync(string query)
    {
        using var response = await _client.GetAsync(new Uri($"/api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative)).WaitAsync(s_patience);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return answer.RootElement.GetProperty("status").GetString() == "success" ? "" : $"{query}: {answer.RootElement.GetProperty("error").GetString()}";
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(s_patience);
            _process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private async Task RunAsync(Uri target)
    {
        var configuration = Path.Combine(_folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(configuration, $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - job_name: steppedcare
                static_configs: [ { targets: [ "{{target.Authority}}" ] } ]
            """);
        var start = new ProcessStartInfo(
            "prometheus", [$"--config.file={configuration}", $"--storage.tsdb.path={_folder.FullName}/data", "--web.listen-address=127.0.0.1:0"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("prometheus did not start.");
        _process.ErrorDataReceived += (_, line) => Notice(line.Data);
        _process.OutputDataReceived += (_, line) => Notice(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        _client.BaseAddress = new Uri($"http://{await _address.Task.WaitAsync(s_patience)}");
    }

    private void Notice(string? line)
    {
        if (line is not null && Listening().Match(line) is { Success: true } match)
        {
            _address.TrySetResult(match.Groups[1].Value);
        }
    }

    [GeneratedRegex("""msg="Listening on" address=(\S+)""")]
    private static partial Regex Listening();
}
