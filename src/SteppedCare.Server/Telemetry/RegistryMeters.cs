using Prometheus;

namespace SteppedCare.Server.Telemetry;

/// <summary>How well this replica knows what is known of policies.</summary>
internal sealed class RegistryMeters
{
    private readonly Counter _failures;
    private readonly Gauge _entries;
    private readonly Counter _losses;

    internal RegistryMeters(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        _failures = metrics.CreateCounter(MetricNames.RegistryFailures, "Times the registry of policies could not be read; what is live stays live.");
        _entries = metrics.CreateGauge(MetricNames.RegistryEntries, "Changes of policies that this replica has taken in.");
        _losses = metrics.CreateCounter(MetricNames.RegistryLosses, "Times the store had another history of policies than this replica knew, as after a fail-over that lost its end.");
    }

    public void Failed() => _failures.Inc();

    public void Holds(long entries) => _entries.Set(entries);

    public void Lost() => _losses.Inc();
}
