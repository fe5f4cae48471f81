using SteppedCare.Server.Registry;
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
    TagEpochs epochs,
    ILogger<ReadinessMonitor> logger,
    ILiveRevisions? revisions = null) : BackgroundService
{
    private static readonly TimeSpan s_whileWell = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_whileUnwell = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(30);

    private bool _storeWell;
    private ServicesLook? _servicesSeen;
    private StoreCoverage _coverage = StoreCoverage.Whole;

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

                // An alarm is heard while well only: a store known to be gone, or a part of one, rings without end.
                await (readiness.Obstacle is null && _coverage.IsWhole ? alarm.WaitAsync(s_whileWell, time, stoppingToken) : Task.Delay(s_whileUnwell, time, stoppingToken));
            }
        }
        catch (Exception ended) when (stoppingToken.IsCancellationRequested && ended is (OperationCanceledException or StoreUnavailableException))
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
            Found(await store.ProbeAsync(bounded.Token));
            try
            {
                await LookAtServicesAsync(bounded.Token);
            }
            catch (StoreUnavailableException) when (_coverage is { IsWhole: true, Parts: > 1 })
            {
                // One of the parts left between the two questions.
                Found(await store.ProbeAsync(bounded.Token));
                await LookAtServicesAsync(bounded.Token);
            }

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

    // A part of a cluster that is away takes nobody out of service: every server here would go at once, and with them the answers for all other episodes. Calls
    // to its episodes are told so, one by one.
    private void Found(StoreCoverage coverage)
    {
        if (coverage == _coverage)
        {
            return;
        }

        _coverage = coverage;
        if (coverage.IsWhole)
        {
            StoreIsWhole(coverage.Parts);
        }
        else
        {
            StoreIsNotWhole(coverage.Answering, coverage.Parts);
        }
    }

    // Epochs are looked at each time, not only at the first: a store that lost its data between two probes heals, and a tag that a fail-over put back as well.
    private async Task LookAtServicesAsync(CancellationToken cancellationToken)
    {
        if (_storeWell && _servicesSeen is { } seen && seen.Coverage == _coverage && time.GetElapsedTime(seen.At) < (seen.WasWhole ? s_betweenLooks : s_whileWell))
        {
            return;
        }

        // All at once: each waits as long for a part that hangs as the first does, and all have the parts that answer by then.
        var oldest = await Task.WhenAll(settings.Services.Select(service => LookAtAsync(service.Name, cancellationToken)));
        var wasWhole = oldest.All(look => look.WasWhole);
        if (wasWhole)
        {
            riskTasks.Read(oldest.Min(look => look.Oldest));
        }

        // Without the risk tasks of a part that is away this would understate how long people wait: the last word stands.
        _servicesSeen = new ServicesLook(time.GetTimestamp(), _coverage, wasWhole);
    }

    private async Task<(bool WasWhole, DateTimeOffset? Oldest)> LookAtAsync(string service, CancellationToken cancellationToken)
    {
        try
        {
            if (revisions?.EpochOf(service) is { } epoch)
            {
                if (await epochs.HoldAsync(service, epoch, cancellationToken) is > 0 and var undone)
                {
                    EpochUndone(service, undone, epoch.Number);
                }
            }

            return (true, await store.OldestOpenRiskTaskAsync(service, cancellationToken));
        }
        catch (Exception fault) when (!_coverage.IsWhole && fault is (StoreUnavailableException or OperationCanceledException))
        {
            // The parts that answer have their epochs now, the others get them as soon as the probe finds them back.
            return (false, null);
        }
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

    [LoggerMessage(13, LogLevel.Warning, "{Answering} of {Parts} parts of the store take writes; calls to episodes on the others are refused as UNAVAILABLE")]
    private partial void StoreIsNotWhole(int answering, int parts);

    [LoggerMessage(14, LogLevel.Information, "All {Parts} parts of the store take writes")]
    private partial void StoreIsWhole(int parts);

    [LoggerMessage(15, LogLevel.Error, "{Tags} sixteenths of the episodes of {Service} were under an earlier rollout than {Epoch}, which all had reached: the store lost writes. They are under it again")]
    private partial void EpochUndone(string service, int tags, long epoch);

    [LoggerMessage(12, LogLevel.Error, "The store broke its promise while being probed")]
    private partial void ProbeBroke(Exception fault);

    /// <summary>When all services were looked at, on which parts, and whether all of them answered.</summary>
    private sealed record ServicesLook(long At, StoreCoverage Coverage, bool WasWhole);
}
