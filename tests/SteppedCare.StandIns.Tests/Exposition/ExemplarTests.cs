using System.Diagnostics;
using Prometheus;

namespace SteppedCare.StandIns.Tests.Exposition;

public sealed class ExemplarTests
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _metrics;

    public ExemplarTests() => _metrics = Metrics.WithCustomRegistry(_registry);

    [Fact]
    public async Task An_exemplar_goes_with_its_sample_in_OpenMetrics_only()
    {
        var decision = Exemplar.Key("decision");
        _metrics.CreateCounter("c_total", "C.").Inc(3, Exemplar.From(decision.WithValue("d\"1"), Exemplar.Pair("arm", "a")));
        var histogram = _metrics.CreateHistogram("h", "H.", new HistogramConfiguration { Buckets = [1, 2] });
        histogram.Observe(1.5, Exemplar.From(decision.WithValue("d2")));

        var open = await Scrape.TextAsync(_registry, ExpositionFormat.OpenMetricsText);

        Assert.Matches("""\nc_total 3 # \{decision="d\\"1",arm="a"\} 3 \d{10}\.\d{3}\n""", open);
        Assert.Matches("""\nh_bucket\{le="2\.0"\} 1 # \{decision="d2"\} 1\.5 \d{10}\.\d{3}\n""", open);
        Assert.Contains("h_bucket{le=\"1.0\"} 0\n", open, StringComparison.Ordinal);
        Assert.DoesNotContain(" # {", await Scrape.TextAsync(_registry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_one_of_its_own_a_sample_points_to_the_trace()
    {
        using var activity = new Activity("decide").SetIdFormat(ActivityIdFormat.W3C).Start();

        _metrics.CreateCounter("c_total", "C.").Inc();

        Assert.Contains(
            $$""" # {trace_id="{{activity.TraceId}}",span_id="{{activity.SpanId}}"} 1 """,
            await Scrape.TextAsync(_registry, ExpositionFormat.OpenMetricsText),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_metric_can_do_without()
    {
        using var activity = new Activity("decide").SetIdFormat(ActivityIdFormat.W3C).Start();

        _metrics.CreateCounter("c_total", "C.", new CounterConfiguration { ExemplarBehavior = ExemplarBehavior.NoExemplars() }).Inc();
        _metrics.CreateCounter("d_total", "D.").Inc(Exemplar.None);

        Assert.DoesNotContain(" # {", await Scrape.TextAsync(_registry, ExpositionFormat.OpenMetricsText), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exemplar_can_be_kept_for_a_while()
    {
        var counter = _metrics.CreateCounter(
            "c_total", "C.", new CounterConfiguration { ExemplarBehavior = new ExemplarBehavior { NewExemplarMinInterval = TimeSpan.FromDays(1) } });

        counter.Inc(Exemplar.From(Exemplar.Pair("d", "first")));
        counter.Inc(Exemplar.From(Exemplar.Pair("d", "second")));

        Assert.Contains("c_total 2 # {d=\"first\"} 1 ", await Scrape.TextAsync(_registry, ExpositionFormat.OpenMetricsText), StringComparison.Ordinal);
    }

    [Fact]
    public void One_exemplar_goes_with_one_sample_and_a_clone_with_another()
    {
        var counter = _metrics.CreateCounter("c_total", "C.");
        var exemplar = Exemplar.From(Exemplar.Pair("d", "1"));
        var clone = exemplar.Clone();

        counter.Inc(exemplar);
        counter.Inc(clone);

        Assert.Throws<InvalidOperationException>(() => counter.Inc(exemplar));
    }

    [Fact]
    public void An_exemplar_longer_than_OpenMetrics_allows_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Exemplar.From(Exemplar.Pair("d", new string('x', 128))));
        Assert.NotNull(Exemplar.From(Exemplar.Pair("d", new string('x', 127))));
    }
}
