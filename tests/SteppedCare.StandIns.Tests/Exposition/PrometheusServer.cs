using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SteppedCare.StandIns.Tests.Exposition;

/// <summary>A real Prometheus that scrapes one address, on a free port and in a folder of its own. Where none is installed, starting fails.</summary>
internal sealed partial class PrometheusServer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stand-ins-prometheus-");
    private readonly HttpClient _client = new();
    private readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Process? _process;

    public async Task StartAsync(Uri target)
    {
        var configuration = Path.Combine(_folder.FullName, "prometheus.yml");
        await File.WriteAllTextAsync(configuration, $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s }
            scrape_configs:
              - job_name: stand-in
                static_configs: [ { targets: [ "{{target.Authority}}" ] } ]
            """);
        _process = Process.Start(new ProcessStartInfo(
            "prometheus",
            [
                $"--config.file={configuration}",
                $"--storage.tsdb.path={_folder.FullName}/data",
                "--web.listen-address=127.0.0.1:0",
                "--enable-feature=exemplar-storage",
            ])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.ErrorDataReceived += (_, line) => Notice(line.Data);
        _process.OutputDataReceived += (_, line) => Notice(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        _client.BaseAddress = new Uri($"http://{await Bounded.Wait(_address.Task)}");
    }

    /// <summary>Asks until the answer holds something; what Prometheus has not scraped yet is an empty answer.</summary>
    public async Task<JsonElement> AskAsync(string query, Func<JsonElement, JsonElement> part)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await pace.WaitForNextTickAsync(patience.Token))
        {
            using var response = await _client.GetAsync(new Uri($"/api/v1/{query}", UriKind.Relative), patience.Token);
            if (!response.IsSuccessStatusCode)
            {
                continue;
            }

            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(patience.Token));
            var found = part(answer.RootElement.GetProperty("data"));
            if (found.GetArrayLength() > 0)
            {
                return found.Clone();
            }
        }

        throw new InvalidOperationException("The pace has stopped.");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_process is not null)
        {
            _process.Kill();
            await Bounded.Wait(_process.WaitForExitAsync());
            _process.Dispose();
        }

        _folder.Delete(recursive: true);
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
