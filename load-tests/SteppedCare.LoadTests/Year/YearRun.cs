using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Grpc.Core;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Cohorts;
using SteppedCare.LoadTests.Processes;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Year;

/// <summary>A year of referrals of 121 providers, told as they happened; then the report, against what was planted and what was published.</summary>
internal sealed class YearRun(YearOptions options, TimeProvider clock, TextWriter output)
{
    // A published year, two before the present one, so that every course has ended.
    private static readonly DateOnly s_first = new(2023, 4, 1);
    private const int DaysOfYear = 365;

    private const double Tolerance = 2;

    // Fewer than the contract takes at once.
    private const int MostEvents = 150;

    private static readonly ImmutableArray<(string Measure, double Published)> s_national =
    [
        ("recovery", 50.5), ("reliable-recovery", 47.5), ("reliable-improvement", 67.5), ("reliable-deterioration", 5.8), ("paired", 98.7),
        ("official-step-up-of-finished", 8.6), ("official-step-up-of-low-first", 19.4), ("first-treatment-6-weeks", 91.6), ("first-treatment-18-weeks", 98.7),
        ("first-treatment-28", 81.4), ("second-treatment-28", 40.1), ("second-treatment-over-90", 23.7),
    ];

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(30);

    private readonly ImmutableArray<Provider> _providers = Provider.Of(options.Seed);

    /// <summary>True when every planted figure is in the report to the unit, and the nation is within two points of what was published.</summary>
    internal async Task<bool> RunAsync()
    {
        await using var own = await OwnServer.StartAsync("year", options.Server, options.OnRedis, new Random((int)options.Seed), clock, Settings);
        using var clients = new ServiceClients(own.Server.Address, 8);
        var began = clock.GetTimestamp();
        var tally = new Tally();
        await Parallel.ForEachAsync(Courses(), new ParallelOptions { MaxDegreeOfParallelism = options.AtOnce }, (told, _) => new ValueTask(TellAsync(clients, tally, told)));
        var taken = clock.GetElapsedTime(began);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"one in {options.OneIn}, seed {options.Seed}: {tally.AnsweredLine}; refused: {tally.RefusedLine}; in {taken.TotalSeconds:F0} s on {(options.OnRedis ? "redis" : "sqlite")}"));
        using var channel = ServiceClients.Open(own.Server.Address);
        var reports = new OversightService.OversightServiceClient(channel);
        await UntilWholeAsync(reports);
        var exact = await CompareAsync(reports);
        var near = await NationAsync(reports);
        await SpreadAsync(reports);
        return exact && near && tally.Faults == 0;
    }

    internal int Referrals(Provider provider) => Math.Max(1, provider.Referrals / options.OneIn);

    internal IEnumerable<Course> CoursesOf(Provider provider) => new Cohort(provider.Practice(), options.Seed + (ulong)provider.Number).Courses(Referrals(provider));

    private IEnumerable<(Provider Provider, Course Course)> Courses() => _providers.SelectMany(provider => CoursesOf(provider).Select(course => (provider, course)));

    private async Task TellAsync(ServiceClients clients, Tally tally, (Provider Provider, Course Course) told)
    {
        var (provider, course) = told;
        var messages = new CourseMessages(provider.Service, course, s_first.AddDays((int)(course.Number * DaysOfYear / Referrals(provider))));
        var number = (int)(course.Number % int.MaxValue);
        var history = messages.Opening().Concat(Enumerable.Range(0, course.Sittings.Length).SelectMany(messages.Sitting)).Append(messages.Ending());
        foreach (var (part, events) in history.Chunk(MostEvents).Index())
        {
            var request = new RecordEventsRequest
            {
                Service = provider.Service, Episode = course.Person.Episode, RequestId = $"year-{part}", AuditAttributes = course.Person.Audit.Clone(), Events = { events },
            };
            var settled = await new Persistence(tally, clock, TimeSpan.FromMinutes(1)).SendAsync(call => clients[number].RecordEventsAsync(request, call), new Random(number));
            if (settled.Reply is null)
            {
                tally.Refused("RecordEvents", settled.Reason);
                return;
            }

            tally.Answered("RecordEvents");
        }
    }

    private async Task UntilWholeAsync(OversightService.OversightServiceClient reports)
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

        var report = Stopwatch.StartNew();
        await AskAsync(reports, ReportGrouping.Service);
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"the figures were whole {clock.GetElapsedTime(began).TotalSeconds:F1} s after the last write; a report of all services took {report.Elapsed.TotalSeconds:F2} s"));
    }

    private async Task<bool> CompareAsync(OversightService.OversightServiceClient reports)
    {
        var groups = (await AskAsync(reports, ReportGrouping.Service)).Groups.ToDictionary(group => group.Name, group => group.Figures.ToDictionary(figure => figure.Measure), StringComparer.Ordinal);
        var (compared, differences) = (0, 0);
        foreach (var provider in _providers)
        {
            foreach (var (measure, planted) in new Planted().With(CoursesOf(provider)).Figures)
            {
                var reported = groups[provider.Service][measure];
                compared++;
                if ((reported.Numerator, reported.Denominator) != planted)
                {
                    differences++;
                    await output.WriteLineAsync(string.Create(
                        CultureInfo.InvariantCulture, $"{provider.Service} {measure}: planted {planted.Numerator}/{planted.Denominator}, reported {reported.Numerator}/{reported.Denominator}"));
                }
            }
        }

        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{compared} planted figures of {_providers.Length} services, {differences} differences"));
        return differences == 0;
    }

    private async Task<bool> NationAsync(OversightService.OversightServiceClient reports)
    {
        var nation = (await AskAsync(reports, ReportGrouping.Unspecified)).Groups.Single().Figures.ToDictionary(figure => figure.Measure);
        var isNear = true;
        foreach (var (measure, published) in s_national)
        {
            isNear &= Math.Abs(nation[measure].Value - published) <= Tolerance;
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{measure,-34} {nation[measure].Value,6:F1} % reported, {published,5:F1} % published"));
        }

        await output.WriteLineAsync(isNear ? "the nation is within 2 points of what was published" : "a national figure is more than 2 points off");
        return isNear;
    }

    private async Task SpreadAsync(OversightService.OversightServiceClient reports)
    {
        var services = (await AskAsync(reports, ReportGrouping.Service)).Groups;
        foreach (var measure in (string[])["official-step-up-of-finished", "official-low-to-high", "reliable-recovery"])
        {
            var values = services.Select(group => group.Figures.Single(figure => figure.Measure == measure)).Where(figure => figure.HasValue).Select(figure => figure.Value).Order().ToList();
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{measure,-34} from {values[0]:F2} by a median of {values[values.Count / 2]:F2} to {values[^1]:F2}"));
        }
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
            Services = _providers.ToDictionary(provider => provider.Service, _ => new { Policy = "talking-therapies", Contacts = contacts }),
        }));
        return ["--config", file];
    }
}
