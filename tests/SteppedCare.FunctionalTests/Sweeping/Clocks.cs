using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Sweeping;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Sweeping;

/// <summary>Servers of one store whose clocks a test moves and whose sweeps it makes. Each can be stopped in the middle of one.</summary>
internal sealed class Clocks : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-clocks-");
    private readonly List<AssembledServer> _servers = [];
    private readonly List<Mortal> _mortals = [];
    private RedisServer? _redis;

    internal AssembledServer First => _servers[0];

    internal int Count => _servers.Count;

    internal DateTimeOffset Now
    {
        get => First.Clock.Now;
        set => _servers.ForEach(server => server.Clock.Now = value);
    }

    internal static async Task<Clocks> StartAsync(string store, int servers, string? policies = null, Func<string, object?[], object?>? beforeIndex = null)
    {
        var clocks = new Clocks();
        clocks._redis = store == BothServers.Redis ? await RedisServer.StartDurableAsync() : null;
        for (var number = 0; number < servers; number++)
        {
            var mortal = new Mortal();
            clocks._mortals.Add(mortal);
            clocks._servers.Add(await AssembledServer.StartAsync(
                Path.Combine(clocks._folder.FullName, $"{number}"), clocks._redis?.Endpoint, policies,
                also: services =>
                {
                    services.Interpose<ITrajectoryStore>(mortal.Before);
                    services.Interpose<IRegistryStore>(mortal.BeforeRegistry);
                    services.Interpose<ITrajectoryIndex>(beforeIndex ?? ((_, _) => null));
                }));
        }

        return clocks;
    }

    internal AssembledServer this[int server] => _servers[server];

    internal Sweeper SweeperOf(int server) => _servers[server].Services.GetRequiredService<Sweeper>();

    /// <summary>Rounds until nothing is left to do at once.</summary>
    internal async Task SweepAsync(int server)
    {
        while (await SweeperOf(server).RoundAsync(CancellationToken.None).WaitAsync(AssembledServer.Patience))
        {
        }
    }

    /// <summary>One round in which the server stops with its n-th question to the store: before it is put, or once it is answered and nobody heard it.</summary>
    /// <returns>False when the round had fewer questions, and so was whole.</returns>
    internal async Task<bool> StopInSweepAsync(int server, int question, bool isAnswered)
    {
        using var end = new CancellationTokenSource();
        _mortals[server].DieAt(question, isAnswered, end);
        try
        {
            await SweeperOf(server).RoundAsync(end.Token).WaitAsync(AssembledServer.Patience);
            return false;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            return true;
        }
        finally
        {
            _mortals[server].Live();
        }
    }

    /// <summary>As if a dead server's leases had run out. In the embedded file they end with its process.</summary>
    internal async Task EndLeasesAsync()
    {
        foreach (var tag in EpisodeTag.All(Course.Service))
        {
            await (_redis?.CommandAsync("DEL", RedisRegistryKeys.Lease(SweepLeases.NameOf(tag)).ToString()) ?? Task.CompletedTask);
        }
    }

    /// <summary>What the clock told of an episode, in the order written.</summary>
    internal async Task<IReadOnlyList<(DateTimeOffset At, Noticed Notice)>> ToldAsync(EpisodeKey key)
    {
        var stored = await First.Services.GetRequiredService<ITrajectoryStore>().LoadAsync(key, null, CancellationToken.None);
        return [.. TrajectoryCodec.Decode(stored.Trajectory.Span).Entries.Where(entry => entry.Act is Noticed).Select(entry => (entry.RecordedAt, (Noticed)entry.Act!))];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await (_redis?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    /// <summary>A store's door through which a server goes until it dies. A dead one asks nothing more.</summary>
    private sealed class Mortal
    {
        private CancellationTokenSource? _end;
        private int _left;
        private bool _isAnswered;

        internal void DieAt(int question, bool isAnswered, CancellationTokenSource end) => (_left, _isAnswered, _end) = (question, isAnswered, end);

        internal void Live() => _end = null;

        /// <summary>A dead one gives no lease back: that runs out, or is taken on by the next start under the same name.</summary>
        internal object? BeforeRegistry(string method, object?[] arguments) =>
            _end is { IsCancellationRequested: true } && method == nameof(IRegistryStore.TryLeaseAsync) && arguments[0] is string name && name.StartsWith("sweep-", StringComparison.Ordinal)
            ? throw new StoreUnavailableException("Dead.")
            : null;

        internal object? Before(string method, object?[] _)
        {
            if (_end is not { } end || method is not (nameof(ITrajectoryStore.LoadAsync) or nameof(ITrajectoryStore.CommitAsync) or nameof(ITrajectoryStore.ReindexAsync)))
            {
                return null;
            }

            var left = Interlocked.Decrement(ref _left);
            if (left > 0)
            {
                return null;
            }

            end.Cancel();
            if (_isAnswered && left == 0)
            {
                // It goes through, and whoever asked is not there to hear it: the round ends with its token.
                return null;
            }

            throw new OperationCanceledException(end.Token);
        }
    }
}
