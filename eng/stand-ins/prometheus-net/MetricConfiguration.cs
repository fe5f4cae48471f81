namespace Prometheus;

public abstract class MetricConfiguration
{
    public string[]? LabelNames { get; set; }

    /// <summary>Nothing is exported until a value has been given.</summary>
    public bool SuppressInitialValue { get; set; }
}

public sealed class CounterConfiguration : MetricConfiguration
{
    public ExemplarBehavior? ExemplarBehavior { get; set; }
}

public sealed class GaugeConfiguration : MetricConfiguration;

public sealed class HistogramConfiguration : MetricConfiguration
{
    /// <summary>Upper bounds, ascending; +Inf is added where it is missing.</summary>
    public double[]? Buckets { get; set; }

    public ExemplarBehavior? ExemplarBehavior { get; set; }
}
