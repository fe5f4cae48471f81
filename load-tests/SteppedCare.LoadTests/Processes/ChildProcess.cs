using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SteppedCare.LoadTests.Processes;

/// <summary>A process of ours that can be killed without warning and started again as it was.</summary>
internal sealed class ChildProcess(string command, IReadOnlyList<string> arguments, string folder) : IAsyncDisposable
{
    private const int LinesKept = 40;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _lastWords = new();
    private Process? _process;

    internal bool HasEnded => _process is null || _process.HasExited;

    /// <summary>The last lines that it printed.</summary>
    internal string LastWords => string.Join(Environment.NewLine, _lastWords);

    /// <summary>The processor time it has used since it was started.</summary>
    internal TimeSpan ProcessorTime
    {
        get
        {
            _process!.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>The memory it has now that is in the machine's own, in bytes.</summary>
    internal long WorkingSet
    {
        get
        {
            _process!.Refresh();
            return _process.WorkingSet64;
        }
    }

    internal void Start()
    {
        var start = new ProcessStartInfo(command) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>SIGSTOP and SIGCONT: it lives, keeps its connections and does nothing, until it goes on.</summary>
    internal Task SuspendAsync() => SignalAsync("-STOP");

    internal Task ResumeAsync() => SignalAsync("-CONT");

    /// <summary>Runs a command to its end and returns what it printed.</summary>
    internal static async Task<string> RunAsync(string command, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(command) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(s_patience);
        }
        catch (TimeoutException)
        {
            process.Kill();
            throw;
        }

        return process.ExitCode == 0 ? (await said).TrimEnd() : throw new InvalidOperationException($"{command} failed: {await said} {await complained}");
    }

    private Task<string> SignalAsync(string signal) => RunAsync("kill", signal, _process!.Id.ToString(CultureInfo.InvariantCulture));

    /// <summary>SIGKILL: no farewell, no flushing.</summary>
    internal async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(s_patience);
            process.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await KillAsync();

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        _lastWords.Enqueue(line);
        if (_lastWords.Count > LinesKept)
        {
            _lastWords.TryDequeue(out _);
        }
    }
}
