using System.Text;
using Prometheus;

namespace SteppedCare.StandIns.Tests.Exposition;

internal static class Scrape
{
    public static async Task<string> TextAsync(CollectorRegistry registry, ExpositionFormat format = ExpositionFormat.PrometheusText)
    {
        using var body = new MemoryStream();
        await Bounded.Wait(registry.CollectAndExportAsTextAsync(body, format));
        return Encoding.UTF8.GetString(body.ToArray());
    }

    /// <summary>One metric of each kind, with everything that can need care in it.</summary>
    public static CollectorRegistry Sample()
    {
        var registry = Metrics.NewCustomRegistry();
        var metrics = Metrics.WithCustomRegistry(registry);
        metrics.ExemplarBehavior = ExemplarBehavior.NoExemplars();

        var decisions = metrics.CreateCounter("decisions_total", "Decisions, by \"arm\"\nand C:\\outcome.", ["arm", "outcome"]);
        decisions.WithLabels("b", "step_up").Inc(2.5);
        decisions.WithLabels("a\\b\n\"c\"", "härtefall").Inc();
        metrics.CreateGauge("oldest_task_seconds", "Age of the oldest open task.").Set(-0.25);
        var stages = metrics.CreateHistogram(
            "stage_seconds", "Time in a stage.", new HistogramConfiguration { LabelNames = ["stage"], Buckets = [0.5, 1, 10] });
        foreach (var seconds in new[] { 0.25, 0.5, 1, 5, 11.25 })
        {
            stages.WithLabels("facts").Observe(seconds);
        }

        return registry;
    }
}
