using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace SteppedCare.StandIns.Tests.Exposition;

public sealed class ScrapeByPrometheusTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Prometheus_reads_both_formats(bool openMetrics)
    {
        var registry = Scrape.Sample();
        Metrics.WithCustomRegistry(registry).CreateHistogram("marked_seconds", "Marked.", new HistogramConfiguration { Buckets = [1] })
            .Observe(0.5, Exemplar.From(Exemplar.Pair("decision", "d1")));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.MapMetrics(settings => (settings.Registry, settings.EnableOpenMetrics) = (registry, openMetrics));
        await Bounded.Wait(app.StartAsync());
        await using var prometheus = new PrometheusServer();

        await prometheus.StartAsync(new Uri(app.Urls.First()));

        // The first scrape may be too slow on a busy machine and be counted as down; one that cannot be read is down for good.
        Assert.Equal("1", await ValueAsync(prometheus, "up == 1"));
        Assert.Equal("2.5", await ValueAsync(prometheus, "decisions_total{arm=\"b\"}"));
        Assert.Equal("1", await ValueAsync(prometheus, "decisions_total{arm=\"a\\\\b\\n\\\"c\\\"\",outcome=\"härtefall\"}"));
        Assert.Equal("-0.25", await ValueAsync(prometheus, "oldest_task_seconds"));
        Assert.Equal("3", await ValueAsync(prometheus, openMetrics ? "stage_seconds_bucket{le=\"1.0\"}" : "stage_seconds_bucket{le=\"1\"}"));
        if (openMetrics)
        {
            var found = await prometheus.AskAsync("query_exemplars?query=marked_seconds_bucket&start=0&end=9999999999", data => data);
            var exemplar = Assert.Single(found[0].GetProperty("exemplars").EnumerateArray());
            Assert.Equal("d1", exemplar.GetProperty("labels").GetProperty("decision").GetString());
            Assert.Equal("0.5", exemplar.GetProperty("value").GetString());
        }
    }

    private static async Task<string?> ValueAsync(PrometheusServer prometheus, string query)
    {
        // Of the last minute: after a scrape that failed, what is only of now would be gone again.
        var result = await prometheus.AskAsync($"query?query=last_over_time(({Uri.EscapeDataString(query)})[1m:1s])", data => data.GetProperty("result"));
        return Assert.Single(result.EnumerateArray()).GetProperty("value")[1].GetString();
    }
}
