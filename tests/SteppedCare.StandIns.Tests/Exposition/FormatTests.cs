using System.Diagnostics;
using Prometheus;

namespace SteppedCare.StandIns.Tests.Exposition;

public sealed class FormatTests
{
    [Fact]
    public async Task The_text_format_is_written_to_the_letter() => Assert.Equal(
        """
        # HELP decisions_total Decisions, by "arm"\nand C:\\outcome.
        # TYPE decisions_total counter
        decisions_total{arm="a\\b\n\"c\"",outcome="härtefall"} 1
        decisions_total{arm="b",outcome="step_up"} 2.5
        # HELP oldest_task_seconds Age of the oldest open task.
        # TYPE oldest_task_seconds gauge
        oldest_task_seconds -0.25
        # HELP stage_seconds Time in a stage.
        # TYPE stage_seconds histogram
        stage_seconds_bucket{stage="facts",le="0.5"} 2
        stage_seconds_bucket{stage="facts",le="1"} 3
        stage_seconds_bucket{stage="facts",le="10"} 4
        stage_seconds_bucket{stage="facts",le="+Inf"} 5
        stage_seconds_sum{stage="facts"} 18
        stage_seconds_count{stage="facts"} 5

        """,
        await Scrape.TextAsync(Scrape.Sample()));

    [Fact]
    public async Task OpenMetrics_names_families_without_total_spells_bounds_one_way_and_ends() => Assert.Equal(
        """
        # HELP decisions Decisions, by \"arm\"\nand C:\\outcome.
        # TYPE decisions counter
        decisions_total{arm="a\\b\n\"c\"",outcome="härtefall"} 1
        decisions_total{arm="b",outcome="step_up"} 2.5
        # HELP oldest_task_seconds Age of the oldest open task.
        # TYPE oldest_task_seconds gauge
        oldest_task_seconds -0.25
        # HELP stage_seconds Time in a stage.
        # TYPE stage_seconds histogram
        stage_seconds_bucket{stage="facts",le="0.5"} 2
        stage_seconds_bucket{stage="facts",le="1.0"} 3
        stage_seconds_bucket{stage="facts",le="10.0"} 4
        stage_seconds_bucket{stage="facts",le="+Inf"} 5
        stage_seconds_sum{stage="facts"} 18
        stage_seconds_count{stage="facts"} 5
        # EOF

        """,
        await Scrape.TextAsync(Scrape.Sample(), ExpositionFormat.OpenMetricsText));

    [Fact]
    public async Task A_counter_without_total_is_unknown_to_OpenMetrics()
    {
        var registry = Metrics.NewCustomRegistry();
        Metrics.WithCustomRegistry(registry).CreateCounter("calls", "Calls.").Inc();

        Assert.Equal("# HELP calls Calls.\n# TYPE calls unknown\ncalls 1\n# EOF\n", await Scrape.TextAsync(registry, ExpositionFormat.OpenMetricsText));
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(1e21, "1e+21")]
    [InlineData(0.1, "0.1")]
    [InlineData(123456789, "123456789")]
    public async Task Numbers_are_written_as_Prometheus_reads_them(double value, string text)
    {
        var registry = Metrics.NewCustomRegistry();
        Metrics.WithCustomRegistry(registry).CreateGauge("g", "G.").Set(value);

        Assert.EndsWith($"\ng {text}\n", await Scrape.TextAsync(registry), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Promtool_finds_no_fault_with_the_text_format()
    {
        // A missing promtool throws here, and so fails the test.
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = Task.WhenAll(promtool.StandardOutput.ReadToEndAsync(), promtool.StandardError.ReadToEndAsync());
        await promtool.StandardInput.WriteAsync(await Scrape.TextAsync(Scrape.Sample()));
        promtool.StandardInput.Close();
        await Bounded.Wait(promtool.WaitForExitAsync());

        Assert.Equal("", string.Concat(await said));
        Assert.Equal(0, promtool.ExitCode);
    }
}
