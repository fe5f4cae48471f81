using Prometheus;

namespace SteppedCare.Server.Telemetry;

/// <summary>
/// The age of the longest-open risk task, worked out when it is scraped from when it was raised as last read. So it goes on growing while the store is away,
/// and the alert that watches it does not fall silent with the store.
/// </summary>
internal sealed class OpenRiskTasks
{
    private readonly DecisionMetrics _metrics;
    private readonly TimeProvider _time;
    private volatile Reading? _last;

    public OpenRiskTasks(DecisionMetrics metrics, CollectorRegistry registry, TimeProvider time)
    {
        _metrics = metrics;
        _time = time;
        registry.AddBeforeCollectCallback(Refresh);
    }

    /// <summary>Takes what the store said: when the oldest was raised, null when none is open.</summary>
    public void Read(DateTimeOffset? oldestRaised) => _last = new Reading(oldestRaised);

    private void Refresh()
    {
        if (_last is { } last)
        {
            _metrics.OldestOpenRiskTask.Set(last.Raised is { } raised ? Math.Max(0, (_time.GetUtcNow() - raised).TotalSeconds) : 0);
        }
    }

    private sealed record Reading(DateTimeOffset? Raised);
}
