using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace SteppedCare.LoadTests.Processes;

/// <summary>A real redis-server that keeps what it acknowledges: every write is on disk before its reply.</summary>
internal sealed class RedisProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(25);

    private readonly ChildProcess _process;
    private readonly int _port;
    private readonly TimeProvider _clock;

    internal RedisProcess(string folder, Random chance, TimeProvider clock, params IEnumerable<string> settings)
    {
        _clock = clock;
        _port = LoopbackPort.Free(chance);
        string[] arguments =
        [
            "--port", _port.ToString(CultureInfo.InvariantCulture), "--bind", "127.0.0.1", "--dir", folder, "--save", "",
            "--appendonly", "yes", "--appendfsync", "always", .. settings,
        ];
        _process = new ChildProcess("redis-server", arguments, folder);
    }

    internal string Endpoint => $"127.0.0.1:{_port}";

    internal int Port => _port;

    internal bool IsRunning => !_process.HasEnded;

    /// <summary>Starts, and returns once it has read its file and answers.</summary>
    internal async Task StartAsync()
    {
        var began = _clock.GetTimestamp();
        _process.Start();
        while (!await AnswersAsync())
        {
            if (_process.HasEnded || _clock.GetElapsedTime(began) > s_patience)
            {
                throw new InvalidOperationException($"redis-server does not answer. It said:{Environment.NewLine}{_process.LastWords}");
            }

            await Task.Delay(s_betweenLooks, _clock);
        }
    }

    internal Task KillAsync() => _process.KillAsync();

    internal Task SuspendAsync() => _process.SuspendAsync();

    internal Task ResumeAsync() => _process.ResumeAsync();

    /// <summary>A command by redis-cli, to this server and no other, whatever cluster it belongs to.</summary>
    internal Task<string> CliAsync(params string[] words) =>
        ChildProcess.RunAsync("redis-cli", ["-h", "127.0.0.1", "-p", _port.ToString(CultureInfo.InvariantCulture), "--raw", .. words]);

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", _port).WaitAsync(s_patience, _clock);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[64];
            var read = await stream.ReadAsync(answer).AsTask().WaitAsync(s_patience, _clock);
            return Encoding.ASCII.GetString(answer, 0, read).StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception fault) when (fault is SocketException or IOException)
        {
            return false;
        }
    }
}
