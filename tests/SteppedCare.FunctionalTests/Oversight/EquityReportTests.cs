using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Fidelity;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>Whom care serves how well, through the door, on both stores; and nothing in it that tells on anybody.</summary>
[Collection(nameof(BothServers))]
public sealed class EquityReportTests(BothServers servers)
{
    [Theory]
    [InlineData("embedded")]
    [InlineData("redis")]
    public async Task A_report_tells_groups_in_rounded_counts_and_leaves_out_small_ones(string store)
    {
        var server = servers.On(store);

        // The eight are the fewest but two: they are withheld with them.
        await Task.WhenAll(Enumerable.Range(0, 48).Select(number => TriagedAsync(server, number switch { < 22 => "S1", < 28 => "S", < 36 => "A", < 38 => "no-such", _ => "" })));

        var axis = Assert.Single((await AskAsync(server, Wire.EquityAxis.Ethnicity)).Axes);
        var entered = Assert.Single(axis.Measures);

        var others = entered.Groups.Single(group => group.Code == "S");
        Assert.True(others is { HasNumerator: true, Denominator: >= 30 }, others.ToString());
        Assert.All(entered.Groups.Where(group => group.HasDenominator), group => Assert.Equal((0, 0), (group.Numerator % 5, group.Denominator % 5)));

        var small = entered.Groups.Single(group => group.Code == "other-code");
        Assert.Equal((true, false, false, false), (small.Suppressed, small.HasNumerator, small.HasDenominator, small.HasValue));
        Assert.Equal("Other code", small.Name);
        Assert.Equal(("", "Not recorded"), (entered.Groups[^1].Code, entered.Groups[^1].Name));
    }

    [Theory]
    [InlineData("embedded")]
    [InlineData("redis")]
    public async Task A_service_that_is_not_configured_is_not_found_and_months_without_anybody_are_no_data(string store)
    {
        var server = servers.On(store);
        var failure = await AssembledServer.FailureOf(server.Leads.GetEquityReportAsync(new() { Services = { "nowhere" }, FromMonth = "2026-01", ToMonth = "2026-02" }, Lead.Identity).ResponseAsync);
        var empty = await server.Leads.GetEquityReportAsync(new() { FromMonth = "2019-01", ToMonth = "2019-12" }, Lead.Identity);

        Assert.Equal((StatusCode.NotFound, "SERVICE_UNKNOWN", "services[0]"), (failure.Code, failure.Reason, Assert.Single(failure.Fields)));
        Assert.Equal(13, empty.Axes.Count);
        Assert.All(empty.Axes, axis => Assert.Equal("", axis.ComparedWith));
        Assert.All(empty.Axes.SelectMany(axis => axis.Measures), measure => Assert.True(measure is { Groups.Count: 0, All: { Suppressed: false, HasValue: false, HasDenominator: false } }));
    }

    private static Task<Wire.TriageResponse> TriagedAsync(AssembledServer server, string ethnicity)
    {
        var course = server.Course();
        var request = course.TriageRequest(A.Mild);
        request.AuditAttributes = new() { Ethnicity = ethnicity };
        return course.SendAsync(request);
    }

    private static async Task<Wire.GetEquityReportResponse> AskAsync(AssembledServer server, Wire.EquityAxis axis)
    {
        await server.Services.GetRequiredService<FigureProjection>().CatchUpAsync(CancellationToken.None);
        return await server.Leads.GetEquityReportAsync(new() { FromMonth = "2025-01", ToMonth = "2027-12", Axes = { axis }, Measures = { "entered-low" } }, Lead.Identity)
            .ResponseAsync.WaitAsync(AssembledServer.Patience);
    }
}
