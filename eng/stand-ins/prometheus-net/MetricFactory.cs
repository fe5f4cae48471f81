namespace Prometheus;

public interface IMetricFactory
{
    ExemplarBehavior? ExemplarBehavior { get; set; }

    Counter CreateCounter(string name, string help, CounterConfiguration? configuration = null);
    Counter CreateCounter(string name, string help, string[] labelNames, CounterConfiguration? configuration = null);
    Gauge CreateGauge(string name, string help, GaugeConfiguration? configuration = null);
    Gauge CreateGauge(string name, string help, string[] labelNames, GaugeConfiguration? configuration = null);
    Histogram CreateHistogram(string name, string help, HistogramConfiguration? configuration = null);
    Histogram CreateHistogram(string name, string help, string[] labelNames, HistogramConfiguration? configuration = null);
}

/// <summary>Creates metrics in one registry. Asking again for the same metric gives the one that is there.</summary>
public sealed class MetricFactory : IMetricFactory
{
    private readonly CollectorRegistry _registry;

    internal MetricFactory(CollectorRegistry registry) => _registry = registry ?? throw new ArgumentNullException(nameof(registry));

    public ExemplarBehavior? ExemplarBehavior { get; set; }

    public Counter CreateCounter(string name, string help, CounterConfiguration? configuration = null) =>
        Counter(name, help, configuration?.LabelNames ?? [], configuration);

    public Counter CreateCounter(string name, string help, params string[] labelNames) => Counter(name, help, labelNames, null);

    public Counter CreateCounter(string name, string help, string[] labelNames, CounterConfiguration? configuration = null) =>
        Counter(name, help, Same(labelNames, configuration), configuration);

    public Gauge CreateGauge(string name, string help, GaugeConfiguration? configuration = null) =>
        Gauge(name, help, configuration?.LabelNames ?? [], configuration);

    public Gauge CreateGauge(string name, string help, params string[] labelNames) => Gauge(name, help, labelNames, null);

    public Gauge CreateGauge(string name, string help, string[] labelNames, GaugeConfiguration? configuration = null) =>
        Gauge(name, help, Same(labelNames, configuration), configuration);

    public Histogram CreateHistogram(string name, string help, HistogramConfiguration? configuration = null) =>
        Histogram(name, help, configuration?.LabelNames ?? [], configuration);

    public Histogram CreateHistogram(string name, string help, params string[] labelNames) => Histogram(name, help, labelNames, null);

    public Histogram CreateHistogram(string name, string help, string[] labelNames, HistogramConfiguration? configuration = null) =>
        Histogram(name, help, Same(labelNames, configuration), configuration);

    private Counter Counter(string name, string help, string[] labelNames, CounterConfiguration? configuration) =>
        _registry.GetOrAdd(name, labelNames, labels =>
            new Counter(name, help, labels, configuration?.SuppressInitialValue == true, Exemplars(configuration?.ExemplarBehavior)));

    private Gauge Gauge(string name, string help, string[] labelNames, GaugeConfiguration? configuration) =>
        _registry.GetOrAdd(name, labelNames, labels => new Gauge(name, help, labels, configuration?.SuppressInitialValue == true));

    private Histogram Histogram(string name, string help, string[] labelNames, HistogramConfiguration? configuration) =>
        _registry.GetOrAdd(name, labelNames, labels =>
            new Histogram(name, help, labels, configuration?.SuppressInitialValue == true, configuration?.Buckets, Exemplars(configuration?.ExemplarBehavior)));

    private ExemplarBehavior Exemplars(ExemplarBehavior? own) => own ?? ExemplarBehavior ?? Prometheus.ExemplarBehavior.Default;

    private static string[] Same(string[] labelNames, MetricConfiguration? configuration) =>
        configuration?.LabelNames is { } configured && !configured.AsSpan().SequenceEqual(labelNames)
            ? throw new InvalidOperationException("The label names of the call and of the configuration differ.")
            : labelNames;
}
