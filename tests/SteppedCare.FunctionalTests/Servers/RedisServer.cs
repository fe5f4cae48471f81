using System.Diagnostics;
using StackExchange.Redis;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.FunctionalTests.Servers;

/// <summary>A real redis-server of our own, on a free port, in a folder of its own. A machine without one fails the run.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string[] _arguments;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-redis-");
    private Process? _process;
    private ConnectionMultiplexer? _operator;

    private RedisServer(string[] arguments) => _arguments = arguments;

    public int Port { get; private set; }

    public string Endpoint => $"127.0.0.1:{Port}";

    /// <summary>Keeps what it acknowledges, as a server in service does.</summary>
    public static Task<RedisServer> StartDurableAsync() => StartAsync("--appendonly", "yes", "--appendfsync", "always");

    public static async Task<RedisServer> StartAsync(params string[] arguments)
    {
        var server = new RedisServer(arguments) { Port = LoopbackPort.Free() };
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>On a port that somebody chose.</summary>
    public static async Task<RedisServer> StartOnAsync(int port, params string[] arguments)
    {
        var server = new RedisServer(arguments) { Port = port };
        await server.StartAgainAsync();
        return server;
    }

    public bool IsRunning => _process is not null;

    /// <summary>Starts the process, on the port and folder it had before.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardOutput = true };
        string[] fixedArguments =
            ["--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder.FullName, "--save", "", "--daemonize", "no", "--enable-debug-command", "yes"];
        foreach (var argument in fixedArguments.Concat(_arguments))
        {
            start.ArgumentList.Add(argument);
        }

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var said = new List<string>();
        _process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        _process.OutputDataReceived += (_, line) =>
        {
            said.Add(line.Data ?? string.Empty);
            if (line.Data is null)
            {
                ready.TrySetException(new InvalidOperationException("redis-server ended: " + string.Join('\n', said)));
            }
            else if (line.Data.Contains("Ready to accept connections", StringComparison.Ordinal))
            {
                ready.TrySetResult();
            }
        };
        _process.BeginOutputReadLine();
        await ready.Task.WaitAsync(s_patience);
    }

    /// <summary>SIGKILL: no farewell, no flushing.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            _process = null;
            process.Kill();
            await process.WaitForExitAsync().WaitAsync(s_patience);
            process.Dispose();
        }
    }

    /// <summary>SIGSTOP: it lives, keeps its connections and does nothing.</summary>
    public Task SuspendAsync() => SignalAsync("-STOP");

    public Task ResumeAsync() => SignalAsync("-CONT");

    /// <summary>A command by redis-cli, to this server and no other, whatever cluster it belongs to.</summary>
    public Task<string> CliAsync(params string[] words) => ChildProcess.RunAsync("redis-cli", ["-h", "127.0.0.1", "-p", $"{Port}", "--raw", .. words]);

    private Task<string> SignalAsync(string signal) => ChildProcess.RunAsync("kill", [signal, $"{_process!.Id}"]);

    /// <summary>A command as an operator would give it, past the store.</summary>
    public async Task<RedisResult> CommandAsync(string command, params object[] arguments)
    {
        _operator ??= await ConnectionMultiplexer.ConnectAsync($"{Endpoint},syncTimeout=30000");
        var answer = await _operator.GetDatabase().ExecuteAsync(command, arguments).WaitAsync(s_patience);

        // Off the client's own thread, which could not be closed from itself.
        await Task.Yield();
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        _operator?.Dispose();
        await KillAsync();
        _folder.Delete(recursive: true);
    }
}
