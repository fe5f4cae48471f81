using Prometheus;

namespace SteppedCare.Server.Telemetry;

/// <summary>Pages of lists as leads ask for them: how many, and how long each took.</summary>
internal sealed class ListMeters
{
    // From a page of a few episodes to one that a cluster's slowest part holds up.
    private static readonly double[] s_buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    private readonly TimeProvider _time;
    private readonly Counter.Child[] _pages;
    private readonly Histogram.Child[] _durations;

    public ListMeters(CollectorRegistry registry, TimeProvider time)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        metrics.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        _time = time;
        var pages = metrics.CreateCounter(MetricNames.ListPages, "Pages of lists that were asked for.", [LabelNames.List]);
        var durations = metrics.CreateHistogram(
            MetricNames.ListPageDuration, "How long a page of a list took, in seconds.", [LabelNames.List], new HistogramConfiguration { Buckets = s_buckets });
        string[] lists = [.. Enum.GetValues<ListKind>().Select(LabelValues<ListKind>.Of)];
        _pages = [.. lists.Select(list => pages.WithLabels(list))];
        _durations = [.. lists.Select(list => durations.WithLabels(list))];
    }

    /// <summary>Reads a page. One that fails is asked for and took no time.</summary>
    public async Task<T> PageAsync<T>(ListKind list, Func<Task<T>> read)
    {
        _pages[(int)list].Inc();
        var began = _time.GetTimestamp();
        var page = await read();
        _durations[(int)list].Observe(_time.GetElapsedTime(began).TotalSeconds);
        return page;
    }
}
