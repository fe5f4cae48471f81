using Prometheus;

namespace SteppedCare.Server.Telemetry;

/// <summary>
/// What reports say of all services together, for alerts and boards. The age is worked out at each scrape from when the figures were last whole, so that it
/// goes on growing when nobody adds up.
/// </summary>
internal sealed class FigureMeters
{
    private readonly Gauge _numerators;
    private readonly Gauge _denominators;
    private readonly Gauge _age;
    private readonly Counter _begunAnew;
    private readonly TimeProvider _time;
    private long _whole;
    private bool _isKnown;

    public FigureMeters(CollectorRegistry registry, TimeProvider time)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        metrics.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        _time = time;
        _numerators = metrics.CreateGauge(MetricNames.MeasureNumerator, "The numerator of a report's measure over the last twelve months, of all services.", [LabelNames.Measure]);
        _denominators = metrics.CreateGauge(MetricNames.MeasureDenominator, "The denominator of a report's measure over the last twelve months, of all services.", [LabelNames.Measure]);
        _age = metrics.CreateGauge(
            MetricNames.FiguresAge, "How long ago the figures of reports were last whole, as this replica knows.", new GaugeConfiguration { SuppressInitialValue = true });
        _begunAnew = metrics.CreateCounter(MetricNames.FiguresBegunAnew, "Parts of the figures that could not be right and were begun anew.");
        registry.AddBeforeCollectCallback(() =>
        {
            // Absent until they were: a server that just started must not read as one that adds up.
            if (Volatile.Read(ref _isKnown))
            {
                _age.Set(_time.GetElapsedTime(Interlocked.Read(ref _whole)).TotalSeconds);
            }
        });
    }

    /// <summary>Everything recorded is in the figures.</summary>
    public void Whole()
    {
        Interlocked.Exchange(ref _whole, _time.GetTimestamp());
        Volatile.Write(ref _isKnown, true);
    }

    /// <summary>A sixteenth of a service's figures could not be right.</summary>
    public void BegunAnew() => _begunAnew.Inc();

    /// <summary>Another replica tells them now.</summary>
    public void Forget()
    {
        foreach (var measure in MeasureCatalogue.All)
        {
            _numerators.RemoveLabelled(measure.Name);
            _denominators.RemoveLabelled(measure.Name);
        }
    }

    public void Measured(Measure measure, Func<Figure, long> count)
    {
        _numerators.WithLabels(measure.Name).Set(measure.NumeratorOf(count));
        _denominators.WithLabels(measure.Name).Set(measure.DenominatorOf(count));
    }
}
