using SteppedCare.LoadTests.Calls;

namespace SteppedCare.LoadTests.Processes;

/// <summary>A server under test, in a process of its own, on ports that it keeps when it is started again.</summary>
internal sealed class GrpcServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(50);

    private const string SweepSetting = "--Sweep:Enabled";

    private readonly ChildProcess _process;
    private readonly TimeProvider _clock;

    private GrpcServerProcess(ChildProcess process, int port, int webPort, TimeProvider clock)
    {
        _process = process;
        _clock = clock;
        Port = port;
        Metrics = new($"http://127.0.0.1:{webPort}/metrics");
    }

    internal int Port { get; }

    internal Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>Where the service tells its metrics; the bare handler tells none.</summary>
    internal Uri Metrics { get; }

    internal TimeSpan ProcessorTime => _process.ProcessorTime;

    /// <summary>Its working set, in megabytes.</summary>
    internal double Megabytes => _process.WorkingSet / 1024.0 / 1024.0;

    /// <summary>The service itself, with its data in a folder of the run's own, or on a Redis server.</summary>
    internal static GrpcServerProcess OfService(
        FileInfo binary, string data, string? redis, Random chance, TimeProvider clock, params IEnumerable<string> settings)
    {
        var (port, webPort) = (LoopbackPort.Free(chance), LoopbackPort.Free(chance));
        List<string> arguments =
        [
            binary.FullName,
            "--Listen:Grpc", $"127.0.0.1:{port}",
            "--Listen:Web", $"127.0.0.1:{webPort}",
            "--Data", data,
            "--Log:Level", "Warning",
            .. settings,
        ];
        if (!settings.Contains(SweepSetting))
        {
            // Only the run itself writes to its episodes.
            arguments.AddRange([SweepSetting, "false"]);
        }

        if (redis is not null)
        {
            arguments.AddRange(["--Store:Redis", redis]);
        }

        return new(new ChildProcess("dotnet", arguments, binary.DirectoryName!), port, webPort, clock);
    }

    /// <summary>The bare handler, answering what is in a folder.</summary>
    internal static GrpcServerProcess OfFloor(FileInfo binary, string replies, Random chance, TimeProvider clock)
    {
        var port = LoopbackPort.Free(chance);
        return new(new ChildProcess("dotnet", [binary.FullName, $"127.0.0.1:{port}", replies], binary.DirectoryName!), port, port, clock);
    }

    /// <summary>Starts, and returns once it says that it serves.</summary>
    internal async Task StartAsync()
    {
        var began = _clock.GetTimestamp();
        _process.Start();
        using var channel = ServiceClients.Open(Address);
        while (!await ServiceClients.ServesAsync(channel, _clock))
        {
            if (_process.HasEnded || _clock.GetElapsedTime(began) > s_patience)
            {
                throw new InvalidOperationException($"The server does not serve. It said:{Environment.NewLine}{_process.LastWords}");
            }

            await Task.Delay(s_betweenLooks, _clock);
        }
    }

    internal Task KillAsync() => _process.KillAsync();

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
