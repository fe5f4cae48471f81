using System.Globalization;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Trajectories;
using Xunit.Abstractions;

namespace SteppedCare.FunctionalTests.Fidelity;

/// <summary>Totals of many services over months are added up to the unit. <c>eng/long nation</c> does it at the size of England, and says how long it takes.</summary>
public sealed class NationalYearTests(ITestOutputHelper output) : IDisposable
{
    private const int Asked = 7;

    // About what the sixteenth part of a provider with 12,000 referrals a year comes to in a month.
    private const int Slices = 30, Rules = 15, Clinicians = 60;

    private static readonly int s_services =
        int.TryParse(Environment.GetEnvironmentVariable("STEPPEDCARE_NATION"), NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 4;

    private static readonly Month[] s_months = [.. Month.Range(new Month(2025, 4), new Month(2026, 3))];

    private static readonly Figure[] s_figures =
        [.. Enum.GetValues<Figure>().Where(figure => figure is >= Figure.Referred and < Figure.LowFirst), .. Enumerable.Range(0, 6).Select(answer => Figure.FirstOfMix + (11 * answer))];

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Totals_of_many_services_add_up_in_the_embedded_store()
    {
        await using var store = SqliteTrajectoryStore.Open(Path.Combine(_folder.Path, "trajectories.db"), TimeProvider.System);
        await AddUpAsync("embedded", store.Figures);
    }

    [Fact]
    public async Task Totals_of_many_services_add_up_in_Redis()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var store = new RedisTrajectoryStore(new RedisOptions { Endpoints = redis.Endpoint, CallTimeout = TimeSpan.FromSeconds(60) }, TimeProvider.System);
        await AddUpAsync("redis", store.Figures);
    }

    private async Task AddUpAsync(string store, IFigureStore figures)
    {
        var settings = _folder.Read([]).Settings;
        settings = settings with { Services = [.. Enumerable.Range(0, s_services).Select(number => settings.Services[0] with { Name = $"provider-{number}" })] };
        var parts = settings.Services.SelectMany(service => FigurePart.All(service.Name, service.TimeZone));
        var bytes = 0L;
        await Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (part, token) =>
        {
            FigurePage[] pages = [.. s_months.SelectMany(Pages)];
            Interlocked.Add(ref bytes, pages.Sum(page => page.Bytes.Length));
            Assert.True(await figures.TryAdvanceAsync(part, null, new ProjectionStand("1", DateTimeOffset.UnixEpoch), pages, token));
        });
        output.WriteLine($"{store}: {s_services} services, {s_months.Length} months, {bytes / 1_000_000} MB of totals");

        var reader = new TotalsReader(figures, settings, TimeProvider.System);
        var whole = (long)s_services * EpisodeTag.Buckets * s_months.Length * Slices;
        foreach (var (grouping, groups) in ((ReportGrouping, int)[])[(ReportGrouping.None, 1), (ReportGrouping.Service, s_services), (ReportGrouping.Month, s_months.Length)])
        {
            var times = new List<double>();
            var spent = new List<double>();
            for (var asked = 0; asked < Asked; asked++)
            {
                var (began, before) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
                var read = await reader.ReadAsync([], [.. s_months], SliceFacet.Whole, (service, slice) => Report.KeyOf(service, slice, grouping), CancellationToken.None);
                times.Add(TimeProvider.System.GetElapsedTime(began).TotalMilliseconds);
                spent.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
                Assert.Equal(groups, read.Value!.Sums.Count);
                Assert.All(s_figures, figure => Assert.Equal(whole * CountOf(figure), read.Value.Sums.Values.Sum(counts => counts[figure])));
            }

            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{store}, by {grouping}: first {times[0]:F0} ms, median {times.Order().ElementAt(Asked / 2):F0} ms, at most {times.Max():F0} ms; of the processor {spent.Order().ElementAt(Asked / 2):F0} ms"));
        }
    }

    private static IEnumerable<FigurePage> Pages(Month month)
    {
        var counts = s_figures.ToDictionary(figure => figure, CountOf);
        yield return Page(SliceFacet.Whole, Enumerable.Range(0, Slices).Select(number => new Slice(month, (Step)(number % 3), (Problem)(number / 3), "talking-therapies/2026.1")));
        yield return Page(SliceFacet.Rule, Enumerable.Range(0, Rules).Select(number =>
            new Slice(month, Step.None, Problem.NoDescriptor, "talking-therapies/2026.1") { Rule = new RulePlace(DecisionCall.Review, number) }));
        yield return Page(SliceFacet.Clinician, Enumerable.Range(0, Clinicians).Select(number => new Slice(month, Step.None, Problem.NoDescriptor, "") { Clinician = $"clinician-{number}" }));

        FigurePage Page(SliceFacet facet, IEnumerable<Slice> slices) =>
            new(new PageName(facet, month), PageCodec.Write(slices.Select(slice => KeyValuePair.Create(SliceCodec.Write(slice), facet == SliceFacet.Whole ? counts : new() { [Figure.Decided] = 3 }))));
    }

    private static long CountOf(Figure figure) => 1 + ((int)figure % 3);
}
