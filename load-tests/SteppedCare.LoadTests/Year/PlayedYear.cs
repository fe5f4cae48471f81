using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Processes;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Year;

/// <summary>How one referral of a provider is told to a service; gives the course as it came to be, null when a call was refused in the end.</summary>
internal delegate Task<Course?> Telling(DecisionService.DecisionServiceClient client, Provider provider, Referral referral);

/// <summary>A referral of the year.</summary>
/// <param name="Cohort">The provider's people.</param>
/// <param name="Number">Its number among them.</param>
/// <param name="On">Its day.</param>
internal sealed record Referral(Cohort Cohort, long Number, DateOnly On);

/// <summary>A year of referrals of 121 providers on a server of its own, and what the server's report says of it.</summary>
internal sealed class PlayedYear(YearOptions options, TimeProvider clock, TextWriter output)
{
    // A published year, two before the present one, so that every course has ended.
    private static readonly DateOnly s_first = new(2023, 4, 1);
    private const int DaysOfYear = 365;

    // What fewer people said of their care is withheld.
    private const int FewestTold = 5;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    private readonly ImmutableArray<Provider> _providers = Provider.Of(options.Seed);
    private readonly ConcurrentDictionary<int, Planted> _planted = [];

    internal Tally Tally { get; } = new();

    /// <summary>The report by service.</summary>
    internal IReadOnlyList<ReportGroup> Services { get; private set; } = [];

    /// <summary>The report of all together, by measure.</summary>
    internal IReadOnlyDictionary<string, MeasuredFigure> Nation { get; private set; } = new Dictionary<string, MeasuredFigure>();

    /// <summary>Tells every referral, waits until the figures are whole, and asks for them.</summary>
    internal async Task PlayAsync(string title, Telling telling)
    {
        await using var own = await OwnServer.StartAsync("year", options.Server, options.OnRedis, new Random((int)options.Seed), clock, Settings);
        using var clients = new ServiceClients(own.Server.Address, 8);
        var began = clock.GetTimestamp();
        var told = Parallel.ForEachAsync(
            Referrals(), new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce }, (each, _) => new ValueTask(TellAsync(clients, telling, each.Provider, each.Referral)));
        await new YearBar(title, _providers.Sum(Size), _planted, options.IsWatched, clock, output).WatchAsync(told);
        await told;
        var taken = clock.GetElapsedTime(began);
        await SayAsync($"{title}, one in {options.OneIn}, seed {options.Seed}: {Tally.AnsweredLine}; refused: {Tally.RefusedLine}; in {taken.TotalSeconds:F0} s on {(options.OnRedis ? "redis" : "sqlite")}");
        await SayAsync($"server: {own.Server.ProcessorTime.TotalSeconds:F0} s of processor time, {own.Server.Megabytes:F0} MB");
        using var channel = ServiceClients.Open(own.Server.Address);
        await ReportAsync(new OversightService.OversightServiceClient(channel));
    }

    /// <summary>True when every planted figure is in the report to the unit, or is withheld and small.</summary>
    internal async Task<bool> CompareAsync()
    {
        var groups = Services.ToDictionary(group => group.Name, group => group.Figures.ToDictionary(figure => figure.Measure), StringComparer.Ordinal);
        var (compared, differences) = (0, 0);
        foreach (var provider in _providers)
        {
            foreach (var (measure, planted) in _planted[provider.Number].Figures)
            {
                var reported = groups[provider.Service][measure];
                compared++;
                if (reported.Withheld ? planted.Denominator is 0 or >= FewestTold : (reported.Numerator, reported.Denominator) != planted)
                {
                    differences++;
                    await SayAsync($"{provider.Service} {measure}: planted {planted.Numerator}/{planted.Denominator}, reported {reported.Numerator}/{reported.Denominator}");
                }
            }
        }

        await SayAsync($"{compared} planted figures of {_providers.Length} services, {differences} differences");
        return differences == 0;
    }

    private int Size(Provider provider) => Math.Max(1, provider.Referrals / options.OneIn);

    private IEnumerable<(Provider Provider, Referral Referral)> Referrals() =>
        from provider in _providers
        let cohort = new Cohort(provider.Practice(), options.Seed + (ulong)provider.Number)
        let size = Size(provider)
        from number in Enumerable.Range(0, size)
        select (provider, new Referral(cohort, number, s_first.AddDays((int)((long)number * DaysOfYear / size))));

    private async Task TellAsync(ServiceClients clients, Telling telling, Provider provider, Referral referral)
    {
        var planted = _planted.GetOrAdd(provider.Number, _ => new Planted());
        if (await telling(clients[(int)referral.Number], provider, referral) is { } course)
        {
            planted.Add(course);
        }
    }

    private async Task ReportAsync(OversightService.OversightServiceClient reports)
    {
        var written = clock.GetUtcNow();
        var began = clock.GetTimestamp();
        while ((await AskAsync(reports, ReportGrouping.Unspecified)).AsOf.ToDateTimeOffset() < written)
        {
            if (clock.GetElapsedTime(began) > s_patience)
            {
                throw new InvalidOperationException("The figures do not become whole.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), clock);
        }

        var whole = clock.GetElapsedTime(began);
        var report = Stopwatch.StartNew();
        Services = (await AskAsync(reports, ReportGrouping.Service)).Groups;
        await SayAsync($"the figures were whole {whole.TotalSeconds:F1} s after the last write; a report of all services took {report.Elapsed.TotalSeconds:F2} s");
        Nation = (await AskAsync(reports, ReportGrouping.Unspecified)).Groups.Single().Figures.ToDictionary(figure => figure.Measure, StringComparer.Ordinal);
    }

    // Until the last of them has ended.
    private static Task<GetFidelityReportResponse> AskAsync(OversightService.OversightServiceClient reports, ReportGrouping grouping) => reports.GetFidelityReportAsync(
        new() { FromMonth = "2023-04", ToMonth = "2026-12", Grouping = grouping },
        new Metadata { { "steppedcare-person", "load.test" }, { "steppedcare-roles", "oversight" } }).ResponseAsync;

    private string[] Settings(string folder)
    {
        var contacts = new[] { new { Name = "NHS 111", Number = "111", When = "Any time", ReviewBy = "2030-01-31" } };
        var file = Path.Combine(folder, "providers.json");
        File.WriteAllText(file, JsonSerializer.Serialize(new
        {
            Services = _providers.ToDictionary(provider => provider.Service, _ => new { Policy = options.Policy, Contacts = contacts }),
        }));
        return ["--config", file];
    }

    private Task SayAsync(FormattableString text) => output.WriteLineAsync(text.ToString(CultureInfo.InvariantCulture));
}
