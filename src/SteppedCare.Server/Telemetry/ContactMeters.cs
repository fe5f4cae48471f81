using Prometheus;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Telemetry;

/// <summary>How many crisis contacts nobody looked at by the date that was set: worked out at each scrape, for a date passes while a server runs.</summary>
internal sealed class ContactMeters
{
    private readonly Gauge _overdue;
    private readonly CrisisContactDates _dates;

    public ContactMeters(CollectorRegistry registry, CrisisContactDates dates)
    {
        _dates = dates;
        _overdue = Metrics.WithCustomRegistry(registry).CreateGauge(MetricNames.ContactsOverdue, "Crisis contacts of all services whose date of review has passed. People in danger are shown them.");
        registry.AddBeforeCollectCallback(Refresh);
    }

    private void Refresh() => _overdue.Set(_dates.Overdue.Count());
}
