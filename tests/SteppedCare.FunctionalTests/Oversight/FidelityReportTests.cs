using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Fidelity;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>The report of a service lead, through the door, on both stores.</summary>
[Collection(nameof(BothServers))]
public sealed class FidelityReportTests(BothServers servers)
{
    [Theory]
    [InlineData("embedded")]
    [InlineData("redis")]
    public async Task A_report_tells_numerators_and_denominators_and_where_England_stands(string store)
    {
        var server = servers.On(store);
        var before = await FiguresAsync(server);
        var course = server.Course();
        var triage = await course.TriageAsync(A.Mild);
        await course.RecordAsync(A.Started(Wire.Step.Low), A.Session());
        await course.AcceptAsync(triage.Clinician.Name);
        await course.RecordAsync(A.End);

        var after = await FiguresAsync(server);

        Assert.Equal((1, 1), Grown(before, after, "ended-after-one-session"));
        Assert.Equal((1, 1), Grown(before, after, "confirmed"));
        Assert.Equal((1, 1), Grown(before, after, "accepted"));
        Assert.Equal((0, 1), Grown(before, after, "finished"));
        Assert.Equal((1, 1), Grown(before, after, "first-treatment-28"));
        var stepUp = after["official-step-up-of-low-first"];
        Assert.Equal((19.4, "M355"), (stepUp.National.Value, stepUp.Official));
        Assert.Equal(stepUp.Denominator != 0, stepUp.HasValue);
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("redis")]
    public async Task Groups_add_up_to_the_whole_and_rules_are_told_by_their_names(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        await course.AcceptAsync((await course.TriageAsync(A.Mild)).Clinician.Name);
        var whole = Assert.Single((await AskAsync(server, Wire.ReportGrouping.Unspecified)).Groups);

        foreach (var grouping in new[] { Wire.ReportGrouping.Month, Wire.ReportGrouping.Step, Wire.ReportGrouping.Problem, Wire.ReportGrouping.Revision, Wire.ReportGrouping.Service })
        {
            var groups = (await AskAsync(server, grouping)).Groups;

            // But for what is withheld of a small group.
            var withheld = groups.SelectMany(group => group.Figures).Where(figure => figure.Withheld).Select(figure => figure.Measure).ToHashSet();
            Assert.All(whole.Figures.Where(figure => !withheld.Contains(figure.Measure)), figure => Assert.Equal(
                (figure.Numerator, figure.Denominator),
                (Sum(groups, figure.Measure, each => each.Numerator), Sum(groups, figure.Measure, each => each.Denominator))));
            Assert.Equal(whole.Answers.Sum(answer => answer.Count), groups.Sum(group => group.Answers.Sum(answer => answer.Count)));
        }

        var rules = (await AskAsync(server, Wire.ReportGrouping.Rule)).Groups;
        Assert.Contains(rules, rule => rule.Name == "talking-therapies/2026.1" && rule.Rule.Length > 0);
        Assert.Contains((await AskAsync(server, Wire.ReportGrouping.Clinician)).Groups, clinician => clinician.Name == "dr-a");
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("redis")]
    public async Task A_service_that_is_not_configured_is_not_found_and_months_without_anything_are_no_data(string store)
    {
        var server = servers.On(store);
        var failure = await AssembledServer.FailureOf(server.Leads.GetFidelityReportAsync(new() { Services = { Course.Service, "nowhere" }, FromMonth = "2026-01", ToMonth = "2026-02" }, Lead.Identity).ResponseAsync);

        Assert.Equal((StatusCode.NotFound, "SERVICE_UNKNOWN", "services[1]"), (failure.Code, failure.Reason, Assert.Single(failure.Fields)));
        Assert.Empty((await server.Leads.GetFidelityReportAsync(new() { FromMonth = "2019-01", ToMonth = "2019-12" }, Lead.Identity)).Groups);
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("redis")]
    public async Task What_is_open_now_is_told_of_services_and_of_nothing_else(string store)
    {
        var server = servers.On(store);
        await server.Course().TriageAsync(A.Mild);

        var service = Assert.Single((await AskAsync(server, Wire.ReportGrouping.Service)).Groups, group => group.Name == Course.Service);
        var open = service.Figures.Where(figure => figure.Measure.StartsWith("risk-open-", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, open.Count);
        Assert.All(open, figure => Assert.InRange(figure.Numerator, 0, figure.Denominator));
        Assert.DoesNotContain(Assert.Single((await AskAsync(server, Wire.ReportGrouping.Unspecified)).Groups).Figures, figure => figure.Measure.StartsWith("risk-open-", StringComparison.Ordinal));
    }

    private static long Sum(IEnumerable<Wire.ReportGroup> groups, string measure, Func<Wire.MeasuredFigure, long> count) =>
        groups.Sum(group => count(group.Figures.Single(figure => figure.Measure == measure)));

    private static (long Numerator, long Denominator) Grown(Dictionary<string, Wire.MeasuredFigure> before, Dictionary<string, Wire.MeasuredFigure> after, string measure) =>
        (after[measure].Numerator - (before.GetValueOrDefault(measure)?.Numerator ?? 0), after[measure].Denominator - (before.GetValueOrDefault(measure)?.Denominator ?? 0));

    private static async Task<Dictionary<string, Wire.MeasuredFigure>> FiguresAsync(AssembledServer server) =>
        (await AskAsync(server, Wire.ReportGrouping.Unspecified)).Groups.SingleOrDefault()?.Figures.ToDictionary(figure => figure.Measure, StringComparer.Ordinal) ?? [];

    private static async Task<Wire.GetFidelityReportResponse> AskAsync(AssembledServer server, Wire.ReportGrouping grouping)
    {
        await server.Services.GetRequiredService<FigureProjection>().CatchUpAsync(CancellationToken.None);
        return await server.Leads.GetFidelityReportAsync(new() { FromMonth = "2025-01", ToMonth = "2027-12", Grouping = grouping }, Lead.Identity)
            .ResponseAsync.WaitAsync(AssembledServer.Patience);
    }
}
