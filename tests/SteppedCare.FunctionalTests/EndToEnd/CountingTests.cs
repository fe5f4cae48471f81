using SteppedCare.FunctionalTests.Services.Streams;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>The decision mix that a service manager sees is what was decided: no more, no less.</summary>
public sealed class CountingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-counting-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Decisions_rules_and_missing_facts_are_counted_once_each()
    {
        await using var server = await AssembledServer.StartAsync(_folder.FullName);
        var (mild, risky, incomplete) = (server.Course(), server.Course(), server.Course());
        var request = mild.TriageRequest(A.Mild);
        await mild.SendAsync(request);
        await mild.SendAsync(request);
        await mild.TriageAsync();
        await mild.ReviewAsync(A.FourSessionsWithoutResponse);
        await mild.EvaluateAsync(Wire.DecisionCall.Review);
        await risky.TriageAsync(A.MildWithRisk);
        await incomplete.TriageAsync(A.Referral, A.Phq9(12), A.Gad7(9));
        await AssembledServer.FailureOf(incomplete.ReviewAsync(A.Wsas(41)));
        await incomplete.TriageAsync(A.AutomatedSupport(given: false));

        var series = await server.MetricsAsync();

        Assert.Equal(
            [
                Decision("review", "step_up", "high", 1),
                Decision("triage", "enter", "low", 3),
                Decision("triage", "human_review", "none", 1),
                Decision("triage", "insufficient_data", "none", 1),
            ],
            Counted(series, "steppedcare_decisions_total"));
        Assert.Equal(
            ["steppedcare_insufficient_data_total{policy=\"talking-therapies\",revision=\"2026.1\",fact=\"Wsas\"} 1"], Counted(series, "steppedcare_insufficient_data_total"));
        var rules = Counted(series, "steppedcare_rule_hits_total");
        Assert.Contains(Rule("triage", "start-low", 4), rules);
        Assert.Contains(Rule("review", "low-no-response", 1), rules);
        Assert.Contains(Rule("safety", "item-9-above-zero", 1), rules);
        Assert.Contains(Rule("adjust", "no-device", 5), rules);
        Assert.Empty(Counted(series, "steppedcare_policy_faults_total"));
    }

    [Fact]
    public async Task A_decision_on_a_stream_counts_like_any_other()
    {
        await using var server = await AssembledServer.StartAsync(_folder.FullName);
        var mild = server.Course();
        await mild.TriageAsync(A.Mild);
        var request = mild.ReviewRequest(A.FourSessionsWithoutResponse);
        using var stream = new ReviewStream(server.Decisions);
        await stream.SendAsync(new() { Review = request }, new() { Review = request }, new() { Review = mild.ReviewRequest(A.Wsas(41)) });
        await stream.EndAsync();
        await stream.RestAsync();

        var series = await server.MetricsAsync();

        Assert.Equal([Decision("review", "step_up", "high", 1), Decision("triage", "enter", "low", 1)], Counted(series, "steppedcare_decisions_total"));
        Assert.Equal([Item("INVALID_ARGUMENT", 1), Item("OK", 2)], Counted(series, "steppedcare_stream_items_total"));
    }

    private static string Item(string code, int count) =>
        $"steppedcare_stream_items_total{{method=\"/steppedcare.v1.DecisionService/ReviewMany\",code=\"{code}\"}} {count}";

    private static string[] Counted(string[] series, string name) =>
        [.. series.Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && !line.EndsWith(" 0", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    private static string Decision(string call, string outcome, string step, int count) =>
        $"steppedcare_decisions_total{{call=\"{call}\",policy=\"talking-therapies\",revision=\"2026.1\",arm=\"active\",outcome=\"{outcome}\",step=\"{step}\"}} {count}";

    private static string Rule(string kind, string rule, int count) =>
        $"steppedcare_rule_hits_total{{policy=\"talking-therapies\",revision=\"2026.1\",kind=\"{kind}\",rule=\"{rule}\"}} {count}";
}
