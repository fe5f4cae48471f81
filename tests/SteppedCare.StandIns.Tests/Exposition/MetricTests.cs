using Prometheus;

namespace SteppedCare.StandIns.Tests.Exposition;

public sealed class MetricTests
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly MetricFactory _metrics;

    public MetricTests() => _metrics = Metrics.WithCustomRegistry(_registry);

    [Fact]
    public void A_counter_only_rises()
    {
        var counter = _metrics.CreateCounter("c_total", "C.");

        counter.Inc();
        counter.Inc(2);
        counter.IncTo(10);
        counter.IncTo(4);

        Assert.Equal(10, counter.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => counter.Inc(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => counter.Inc(double.NaN));
    }

    [Fact]
    public void A_gauge_goes_both_ways_even_from_NaN()
    {
        var gauge = _metrics.CreateGauge("g", "G.");

        gauge.Set(double.NaN);
        gauge.Inc();
        gauge.Set(5);
        gauge.Inc();
        gauge.Dec(3);
        gauge.IncTo(2);
        gauge.DecTo(1);

        Assert.Equal(1, gauge.Value);
    }

    [Fact]
    public void A_histogram_counts_and_sums()
    {
        var histogram = _metrics.CreateHistogram("h", "H.");

        histogram.Observe(1);
        histogram.Observe(2, 3);
        histogram.Observe(double.NaN);

        Assert.Equal(4, histogram.Count);
        Assert.Equal(7, histogram.Sum);
    }

    [Fact]
    public void Bounds_are_made_and_checked()
    {
        Assert.Equal([1, 2, 4, 8], Histogram.ExponentialBuckets(1, 2, 4));
        Assert.Equal([1, 1.5, 2], Histogram.LinearBuckets(1, .5, 3));
        Assert.Throws<ArgumentException>(() => _metrics.CreateHistogram("falling", "H.", new HistogramConfiguration { Buckets = [2, 1] }));
        Assert.Throws<ArgumentException>(() => _metrics.CreateHistogram("le", "H.", "le"));
    }

    [Fact]
    public void The_same_metric_asked_for_twice_is_one_and_another_of_that_name_is_refused()
    {
        var first = _metrics.CreateCounter("c_total", "C.", "a");

        Assert.Same(first, _metrics.CreateCounter("c_total", "C.", ["a"]));
        Assert.Same(first, _metrics.CreateCounter("c_total", "C.", new CounterConfiguration { LabelNames = ["a"] }));
        Assert.Throws<InvalidOperationException>(() => _metrics.CreateGauge("c_total", "C.", "a"));
        Assert.Throws<InvalidOperationException>(() => _metrics.CreateCounter("c_total", "C.", "b"));
    }

    [Theory]
    [InlineData("1c")]
    [InlineData("c-c")]
    [InlineData("")]
    [InlineData("c\n")]
    public void A_name_that_Prometheus_cannot_read_is_refused(string name)
    {
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter(name, "C."));
        Assert.Throws<ArgumentException>(() => _metrics.CreateCounter("fine", "C.", name));
    }

    [Fact]
    public void Label_values_come_in_the_right_number()
    {
        var counter = _metrics.CreateCounter("c_total", "C.", "a", "b");

        Assert.Throws<ArgumentException>(() => counter.WithLabels("x"));
        Assert.Throws<ArgumentException>(() => counter.Unlabelled);
        Assert.Throws<ArgumentNullException>(() => counter.WithLabels("x", null!));
        Assert.Same(counter.WithLabels("x", "y"), counter.Labels("x", "y"));
    }

    [Fact]
    public async Task Series_come_and_go()
    {
        var gauge = _metrics.CreateGauge("g", "G.", "a");
        gauge.WithLabels("removed").Set(1);
        gauge.WithLabels("gone").Set(1);
        gauge.WithLabels("hidden").Unpublish();
        gauge.WithLabels("kept").Set(1);

        gauge.RemoveLabelled("removed");
        gauge.WithLabels("gone").Remove();

        Assert.Equal("# HELP g G.\n# TYPE g gauge\ng{a=\"kept\"} 1\n", await Scrape.TextAsync(_registry));
        gauge.WithLabels("hidden").Publish();
        Assert.Contains("g{a=\"hidden\"} 0\n", await Scrape.TextAsync(_registry), StringComparison.Ordinal);
        Assert.Equal(["hidden", "kept"], gauge.GetAllLabelValues().Select(values => values[0]).Order());
    }

    [Fact]
    public async Task An_initial_value_can_wait_for_the_first_real_one()
    {
        var gauge = _metrics.CreateGauge("g", "G.", new GaugeConfiguration { SuppressInitialValue = true });
        Assert.Equal("# HELP g G.\n# TYPE g gauge\n", await Scrape.TextAsync(_registry));

        gauge.Set(0);

        Assert.EndsWith("g 0\n", await Scrape.TextAsync(_registry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Callbacks_run_before_each_export()
    {
        var gauge = _metrics.CreateGauge("g", "G.");
        _registry.AddBeforeCollectCallback(() => gauge.Inc());
        _registry.AddBeforeCollectCallback(async cancel =>
        {
            await Task.Yield();
            cancel.ThrowIfCancellationRequested();
            gauge.Inc(10);
        });

        await Scrape.TextAsync(_registry);

        Assert.EndsWith("g 22\n", await Scrape.TextAsync(_registry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_lost_between_threads()
    {
        var counter = _metrics.CreateCounter("c_total", "C.", "a");
        var histogram = _metrics.CreateHistogram("h", "H.", new HistogramConfiguration { Buckets = [1] });

        await Bounded.Wait(Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20_000; i++)
            {
                counter.WithLabels("x").Inc();
                histogram.Observe(i % 2 * 2);
            }
        }))));

        Assert.Equal(160_000, counter.WithLabels("x").Value);
        Assert.Equal(160_000, histogram.Count);
        Assert.Equal(160_000, histogram.Sum);
    }

    [Fact]
    public void Measuring_with_a_child_at_hand_allocates_nothing()
    {
        var counter = _metrics.CreateCounter("c_total", "C.", "a").WithLabels("x");
        var gauge = _metrics.CreateGauge("g", "G.");
        var histogram = _metrics.CreateHistogram("h", "H.", "a").WithLabels("x");
        Measure(1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Measure(1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Measure(int times)
        {
            for (var i = 0; i < times; i++)
            {
                counter.Inc();
                gauge.Set(i);
                histogram.Observe(i);
            }
        }
    }
}
