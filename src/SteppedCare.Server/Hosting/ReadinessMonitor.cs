using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Hosting;

/// <summary>Watches what serving rests on, the store and the live revisions, and says so to callers. A store that comes back is served again without a restart.</summary>
internal sealed partial class ReadinessMonitor(
    Readiness readiness,
    HostSettings settings,
    StoreAlarm alarm,
    OpenRiskTasks riskTasks,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ITrajectoryStore store,
    ILogger<ReadinessMonitor> logger,
    ILiveRevisions? revisions = null) : BackgroundService
{
    // Until rollouts change it, every service is at its first epoch.
    private const long FirstEpoch = 1;

    private static readonly TimeSpan s_whileWell = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_whileUnwell = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(30);

    private bool _storeWell;
    private long? _servicesSeen;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // First of all at shutdown, while calls under way still end: callers go elsewhere before the door closes.
        using var stopping = lifetime.ApplicationStopping.Register(readiness.Stop);
        try
        {
            while (true)
            {
                var answers = await ProbeAsync(stoppingToken);
                if (readiness.Found(answers, settings.Services.FirstOrDefault(service => revisions?.Of(service.Name) is null)?.Name))
                {
                    Announce();
                }

                // An alarm is heard while well only: a store known to be gone rings without end.
                await (readiness.Obstacle is null ? alarm.WaitAsync(s_whileWell, time, stoppingToken) : Task.Delay(s_whileUnwell, time, stoppingToken));
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            readiness.Stop();
        }
    }

    private async Task<bool> ProbeAsync(CancellationToken stoppingToken)
    {
        using var patience = new CancellationTokenSource(s_patience, time);
        using var bounded = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, patience.Token);
        try
        {
            await store.ProbeAsync(bounded.Token);
            await LookAtServicesAsync(bounded.Token);
            _storeWell = true;
        }
        catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
        {
            _storeWell = false;
            if (fault is not (StoreUnavailableException or OperationCanceledException))
            {
                // A store must not throw anything else; if it does, serving stops and the watch goes on.
                ProbeBroke(fault);
            }
        }

        return _storeWell;
    }

    // Epochs are set where there is none each time, not only at the first: a store that lost its data between two probes heals as well.
    private async Task LookAtServicesAsync(CancellationToken cancellationToken)
    {
        if (_storeWell && _servicesSeen is { } seen && time.GetElapsedTime(seen) < s_betweenLooks)
        {
            return;
        }

        DateTimeOffset? oldest = null;
        foreach (var service in settings.Services)
        {
            await store.InitialiseEpochAsync(service.Name, FirstEpoch, cancellationToken);
            if (await store.OldestOpenRiskTaskAsync(service.Name, cancellationToken) is { } raised && !(oldest < raised))
            {
                oldest = raised;
            }
        }

        riskTasks.Read(oldest);
        _servicesSeen = time.GetTimestamp();
    }

    private void Announce()
    {
        if (readiness.Obstacle is { } obstacle)
        {
            BecameUnready(obstacle);
        }
        else
        {
            BecameReady();
        }
    }

    [LoggerMessage(10, LogLevel.Information, "Became ready: calls are answered")]
    private partial void BecameReady();

    [LoggerMessage(11, LogLevel.Warning, "Became unready: {Obstacle}; calls are refused as UNAVAILABLE until it is mended")]
    private partial void BecameUnready(string obstacle);

    [LoggerMessage(12, LogLevel.Error, "The store broke its promise while being probed")]
    private partial void ProbeBroke(Exception fault);
}
