using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Telemetry;
using Xunit.Abstractions;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Revisions come and go, and what went leaves nothing but its history. <c>eng/long revisions</c> does it 10,000 times.</summary>
public sealed class RevisionTurnoverTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const string Count = "STEPPEDCARE_REVISIONS";
    private const int Few = 16;

    // What the registry remembers of a revision and its rollout for good, in this process.
    private const double MostKilobytesEach = 24;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-turnover-");
    private readonly int _count = int.TryParse(Environment.GetEnvironmentVariable(Count), CultureInfo.InvariantCulture, out var count) ? count : Few;
    private AssembledServer _server = null!;

    public async Task InitializeAsync()
    {
        var version = Directory.CreateDirectory(Path.Combine(_folder.FullName, "policies", Lead.Policy, "low")).FullName;
        await File.WriteAllTextAsync(Path.Combine(version, "policy.csx"), Scripts.Low);
        _server = await AssembledServer.StartAsync(Path.Combine(_folder.FullName, "data"), policies: Path.Combine(_folder.FullName, "policies"));
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Revisions_that_were_answered_by_and_retired_leave_the_process_and_its_metrics_and_explain_themselves_still()
    {
        var lead = new Lead(_server);
        var course = _server.Course();
        var first = (await course.TriageAsync(A.Mild)).Clinician;
        var (kilobytes, seen) = (0.0, 0);
        for (var number = 0; number < _count; number++)
        {
            await lead.PublishAsync($"passing-{number}", Scripts.Another(number % 2 == 0 ? Scripts.High : Scripts.Low, number));
            await lead.RollOutAsync($"passing-{number}");
            await _server.Course().TriageAsync(A.Mild);

            // What was wanted for a while is wanted no longer.
            _server.Clock.Now += TimeSpan.FromMinutes(1);
            if (number == 1)
            {
                // As long as it is in use it is what a rollback past the retired ones would bring back, and it is held for that.
                await lead.ChangeAsync(new RetireRevision(Lead.Policy, "low", "s.officer", "others came").Decide);
            }

            if (number > 0)
            {
                await lead.ChangeAsync(new RetireRevision(Lead.Policy, $"passing-{number - 1}", "s.officer", "another came").Decide);
            }

            if (number == _count / 4)
            {
                (kilobytes, seen) = (Kilobytes(), number);
            }
        }

        var resident = _server.Services.GetRequiredService<ResidentRevisions>();
        await Until.ItHoldsAsync(() => resident.Held.Count == 1, () => $"{resident.Held.Count} revisions are held.");
        var metrics = _server.Services.GetRequiredService<RolloutMetrics>();
        await Until.ItHoldsAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return metrics.Pending == 0;
            },
            () => $"{metrics.Pending} revisions are still in the process.");

        var each = (Kilobytes() - kilobytes) / (_count - seen);
        var series = await _server.MetricsAsync();
        output.WriteLine($"{_count} revisions: {each:F1} KB kept of each, {series.Length} lines of metrics, {resident.Held.Count} revisions held");
        Assert.True(_count == Few || each < MostKilobytesEach, $"{each:F1} KB are kept of each revision.");
        Assert.DoesNotContain(series, line => line.Contains("revision=\"low\"", StringComparison.Ordinal) || line.Contains($"revision=\"passing-{_count - 2}\"", StringComparison.Ordinal));
        Assert.Contains(series, line => line.Contains($"revision=\"passing-{_count - 1}\"", StringComparison.Ordinal));
        Assert.InRange(CountOf(series, "steppedcare_policy_load_duration_seconds_count{artefact=\"compiled\"}"), _count, double.MaxValue);
        Assert.Equal(first, await course.GetDecisionAsync(first.Name));
        Assert.DoesNotContain(await _server.MetricsAsync(), line => line.Contains("revision=\"low\"", StringComparison.Ordinal));
    }

    private static double CountOf(string[] series, string name) =>
        double.Parse(series.Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ')[^1], CultureInfo.InvariantCulture);

    private static double Kilobytes() => GC.GetTotalMemory(forceFullCollection: true) / 1024.0;
}
