using Prometheus;

namespace SteppedCare.Server.Telemetry;

/// <summary>What the workshop is asked, how that ends, and how much of it is under way. Every series is there from the start, so that a first refusal is seen as a rise.</summary>
internal sealed class WorkshopMeters
{
    // A compile takes half a second; gates with mutants take minutes.
    private static readonly double[] s_buckets = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

    private readonly Counter.Child[][] _tasks;
    private readonly Histogram.Child[] _durations;
    private readonly Gauge _underWay;

    internal WorkshopMeters(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        metrics.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        var tasks = metrics.CreateCounter(MetricNames.WorkshopTasks, "Tasks of the workshop, by how they ended.", [LabelNames.Task, LabelNames.Result]);
        var durations = metrics.CreateHistogram(
            MetricNames.WorkshopDuration, "How long whoever asked the workshop waited, in seconds.", [LabelNames.Task], new HistogramConfiguration { Buckets = s_buckets });
        _underWay = metrics.CreateGauge(MetricNames.WorkshopUnderWay, "Tasks of the workshop that are under way, or wait for their turn.");
        _tasks =
        [
            .. Enum.GetValues<WorkshopTaskKind>().Select(kind =>
                Enum.GetValues<WorkshopEnd>().Select(end => tasks.WithLabels(LabelValues<WorkshopTaskKind>.Of(kind), LabelValues<WorkshopEnd>.Of(end))).ToArray()),
        ];
        _durations = [.. Enum.GetValues<WorkshopTaskKind>().Select(kind => durations.WithLabels(LabelValues<WorkshopTaskKind>.Of(kind)))];
    }

    public void Begun() => _underWay.Inc();

    public void Over(WorkshopTaskKind kind, WorkshopEnd end, TimeSpan took)
    {
        _underWay.Dec();
        _tasks[(int)kind][(int)end].Inc();
        _durations[(int)kind].Observe(took.TotalSeconds);
    }
}
