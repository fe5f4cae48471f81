using System.Collections.Concurrent;
using Prometheus;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Telemetry;

/// <summary>Why an episode or a tag could not be swept.</summary>
internal enum SweepFailure
{
    /// <summary>The trajectory is not one that this release can read.</summary>
    Unreadable,

    /// <summary>This server holds no revision that answers for the service.</summary>
    Policy,

    /// <summary>A part of the store did not answer.</summary>
    Store,

    /// <summary>Anything else: a fault of ours.</summary>
    Broken,
}

/// <summary>What the clock does: whether it keeps up, and what it raised.</summary>
internal sealed class SweepMetrics
{
    private readonly ConcurrentDictionary<EpisodeTag, bool> _open = new();
    private readonly Counter _episodes;
    private readonly Counter _notices;
    private readonly Counter _failures;
    private readonly Gauge _lag;
    private readonly Counter _recounted;
    private readonly TimeProvider _time;
    private long _whole;
    private bool _isKnown;

    internal SweepMetrics(CollectorRegistry registry, TimeProvider time)
    {
        _time = time;
        var metrics = Metrics.WithCustomRegistry(registry);
        metrics.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        _episodes = metrics.CreateCounter(MetricNames.SweepEpisodes, "Due episodes that this replica looked at.");
        _notices = metrics.CreateCounter(MetricNames.SweepNotices, "Times nobody had acted and this replica raised a task, by the task.", [LabelNames.Task]);
        _failures = metrics.CreateCounter(MetricNames.SweepFailures, "Episodes and tags that could not be swept, by why.", [LabelNames.Kind]);

        // Absent until there is something to say: a server that does not sweep must not read as one that keeps up.
        var suppressed = new GaugeConfiguration { SuppressInitialValue = true };
        _lag = metrics.CreateGauge(MetricNames.SweepLag, "How long the longest due episode was still due when this replica's latest round ended.", suppressed);
        var age = metrics.CreateGauge(MetricNames.SweepRoundAge, "How long ago this replica last looked at every tag without a failure.", suppressed);
        _recounted = metrics.CreateCounter(MetricNames.SweepRecounted, "Episodes whose due instant was worked out anew, after a change of rollout or an upgrade.");
        var open = metrics.CreateGauge(MetricNames.SweepRecountsOpen, "Tags whose due instants are still those of a rollout before, as this replica knows it.");
        registry.AddBeforeCollectCallback(() =>
        {
            open.Set(_open.Count);
            if (Volatile.Read(ref _isKnown))
            {
                age.Set(_time.GetElapsedTime(Interlocked.Read(ref _whole)).TotalSeconds);
            }
        });

        // From 0 on, so that the first of each is a rise.
        foreach (var task in Enum.GetValues<TaskKind>())
        {
            _notices.WithLabels(LabelValues<TaskKind>.Of(task));
        }

        foreach (var failure in Enum.GetValues<SweepFailure>())
        {
            _failures.WithLabels(LabelValues<SweepFailure>.Of(failure));
        }
    }

    public void Looked() => _episodes.Inc();

    public void Noticed(TaskKind task) => _notices.WithLabels(LabelValues<TaskKind>.Of(task)).Inc();

    public void Failed(SweepFailure failure) => _failures.WithLabels(LabelValues<SweepFailure>.Of(failure)).Inc();

    public void Lags(TimeSpan lag) => _lag.Set(Math.Max(0, lag.TotalSeconds));

    /// <summary>A round has looked at every tag.</summary>
    public void Whole()
    {
        Interlocked.Exchange(ref _whole, _time.GetTimestamp());
        Volatile.Write(ref _isKnown, true);
    }

    public void Recounted() => _recounted.Inc();

    public void RecountOpen(EpisodeTag tag) => _open[tag] = true;

    public void RecountDone(EpisodeTag tag) => _open.TryRemove(tag, out _);
}
