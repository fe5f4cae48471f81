using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Takes in, about once a second and at once when something changed, what rollouts there are and what somebody wants to be held; and tells the others for a
/// few seconds what this replica holds, also while it loads. One that cannot answer everybody is not on the list: changes do not wait for it.
/// </summary>
internal sealed partial class ReplicaPresence(
    RolloutKeeper keeper,
    ResidentRevisions resident,
    IPolicyRegistry registry,
    IRegistryStore store,
    UnknownEpochs unknown,
    ReplicaName name,
    RolloutMetrics metrics,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ReplicaPresence> logger) : BackgroundService
{
    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_lifetime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(2);

    private readonly Bell _bell = new();
    private bool _isListed;

    /// <summary>The first look is part of the start: what can be loaded is there before the server listens.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        registry.Moved += OnMoved;
        resident.Ended += _bell.Ring;
        await LookAsync(cancellationToken);
        await keeper.SettledAsync(cancellationToken);
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        registry.Moved -= OnMoved;
        resident.Ended -= _bell.Ring;
        await base.StopAsync(cancellationToken);
    }

    /// <summary>Looks and tells now.</summary>
    internal void Hurry() => _bell.Ring();

    public override void Dispose()
    {
        base.Dispose();
        _bell.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // With the first word of the shutdown, so that nobody waits for one who is leaving.
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                await _bell.WaitAsync(s_period, time, leaving.Token);
                await LookAsync(leaving.Token);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            await LeaveAsync();
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await keeper.WantAsync(await store.WantedAsync(cancellationToken), cancellationToken);
            await unknown.LookAgainAsync(registry.State, cancellationToken);
            if (keeper.IsWhole)
            {
                await store.BeatAsync(new ReplicaBeat(name.Value, [.. resident.Held.Keys.Select(ReplicaBeat.Word).Order(StringComparer.Ordinal)]), s_lifetime, cancellationToken);
                _isListed = true;
            }
            else if (_isListed)
            {
                await store.LeaveAsync(name.Value, cancellationToken);
                _isListed = false;
            }

            metrics.ReplicasReady((await store.ReplicasAsync(cancellationToken)).Length);
        }
        catch (StoreUnavailableException)
        {
            // Said by the registry and the readiness monitor; the next look is in a second.
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LookBroke(fault);
        }
    }

    private async Task LeaveAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(s_farewell, time);
            await store.LeaveAsync(name.Value, patience.Token);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            // It falls off the list by itself.
        }
    }

    private void OnMoved(RegistryState state) => _bell.Ring();

    [LoggerMessage(51, LogLevel.Error, "Looking for changes of rollouts failed; what is live stays live, and the next look is in a second")]
    private partial void LookBroke(Exception fault);
}
