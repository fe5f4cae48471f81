using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Fidelity;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>The months and days of reports are those of the service's own calendar: in London a month of summer ends at 23:00 UTC, one of winter at midnight.</summary>
public sealed class CalendarTests : IAsyncLifetime
{
    private const int People = 5;

    private OwnStore _store = null!;
    private AssembledServer _server = null!;

    public async Task InitializeAsync()
    {
        _store = await OwnStore.StartAsync(BothServers.Embedded);
        _server = await _store.ServeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task What_was_decided_counts_in_the_month_that_it_was_where_the_service_is()
    {
        (string Instant, string Month)[] decided =
        [
            ("2027-03-31T22:59:59Z", "2027-03"), ("2027-03-31T23:00:00Z", "2027-04"), ("2027-10-31T23:59:59Z", "2027-10"), ("2027-11-01T00:00:00Z", "2027-11"),
        ];
        foreach (var (instant, _) in decided)
        {
            ItIs(instant);
            await Task.WhenAll(Enumerable.Range(0, People).Select(_ => DecidedAsync(_server.Course())));
        }

        var fidelity = await FidelityAsync("2027-01", "2027-12", "risk-first");
        Assert.Equal(decided.Select(each => (each.Month, (long)People)), fidelity.Select(group => (group.Name, group.Figures.Single().Denominator)).Where(group => group.Denominator > 0));
        foreach (var (_, month) in decided)
        {
            Assert.Equal(People, (await EquityAsync(month)).Denominator);
        }
    }

    // Care began at low intensity on 26 May: four weeks and one late are over with 30 June.
    [Fact]
    public async Task What_there_was_last_time_for_on_the_last_of_a_month_counts_once_it_is_over_where_the_service_is()
    {
        ItIs("2027-05-26T12:00:00Z");
        await _server.Course().RecordAsync(A.Referral, A.Started(Wire.Step.Low).On("2027-05-26"));

        ItIs("2027-06-30T22:59:59Z");
        Assert.DoesNotContain(await ReviewsAsync(), reviews => reviews.Denominator > 0);

        ItIs("2027-06-30T23:00:00Z");
        Assert.Equal(("2027-06", 0L, 1L), Assert.Single(await ReviewsAsync(), reviews => reviews.Denominator > 0));

        async Task<IEnumerable<(string Month, long Numerator, long Denominator)>> ReviewsAsync() =>
            (await FidelityAsync("2027-05", "2027-08", "reviewed-at-review-point")).Select(group => (group.Name, group.Figures.Single().Numerator, group.Figures.Single().Denominator));
    }

    private void ItIs(string instant) => _server.Clock.Now = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);

    private static async Task DecidedAsync(Course course)
    {
        var request = course.TriageRequest(A.Mild);
        request.AuditAttributes = new() { Gender = "2" };
        await course.SendAsync(request);
    }

    private async Task<IEnumerable<Wire.ReportGroup>> FidelityAsync(string from, string to, string measure)
    {
        await _server.Services.GetRequiredService<FigureProjection>().CatchUpAsync(CancellationToken.None);
        return (await _server.Leads.GetFidelityReportAsync(new() { FromMonth = from, ToMonth = to, Grouping = Wire.ReportGrouping.Month, Measures = { measure } }, Lead.Identity)
            .ResponseAsync.WaitAsync(AssembledServer.Patience)).Groups;
    }

    private async Task<Wire.GroupFigure> EquityAsync(string month) =>
        (await _server.Leads.GetEquityReportAsync(
            new() { FromMonth = month, ToMonth = month, Axes = { Wire.EquityAxis.Gender }, Measures = { "entered-low" } }, Lead.Identity).ResponseAsync.WaitAsync(AssembledServer.Patience))
            .Axes.Single().Measures.Single().All;
}
