using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Fidelity;

/// <summary>The figures of reports, taken from the log by whoever comes first, equal what the trajectories come to.</summary>
public abstract class FigureProjectionTests : IAsyncLifetime
{
    private static readonly TimeZoneInfo s_london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");

    private AssembledServer _server = null!;

    private FigureProjection Projection => _server.Services.GetRequiredService<FigureProjection>();

    private FidelityReports Reports => _server.Services.GetRequiredService<FidelityReports>();

    public async Task InitializeAsync() => _server = await StartAsync();

    public virtual async Task DisposeAsync() => await _server.DisposeAsync();

    private protected abstract Task<AssembledServer> StartAsync();

    [Fact]
    public async Task Figures_equal_what_the_trajectories_come_to_to_the_unit_however_they_were_taken_in()
    {
        for (var round = 0; round < 3; round++)
        {
            await Task.WhenAll(Enumerable.Range(0, 20).Select(number => LiveAsync(_server.Course(), number)));

            // Several at once: only one of them moves a part at a time.
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Projection.CatchUpAsync(CancellationToken.None)));
        }

        var expected = await WorkedOutAsync();
        Assert.Equal(Told(expected.Counts), Told(await KeptAsync()));
        Assert.Equal(60, expected.Counts.Where(each => each.Figure == Figure.Referred && each.Slice.Group is null).Sum(each => each.Count));
        Assert.Equal([("", 15), ("H", 15), ("K", 30)], GroupsOf(expected, AuditAxis.Ethnicity, Figure.Referred));

        // Of each round four answered of the assessment, one of whom took it back, and five of treatment, all as they said last.
        Assert.Equal((9, 15), (Counted(expected, Figure.AnsweredOfAssessment), Counted(expected, Figure.AnsweredOfTreatment)));
        Assert.Equal(15, Counted(expected, ExperienceFigures.Of(ExperienceQuestion.Listened, (int)FrequencyAnswer.Sometimes)));
    }

    [Fact]
    public async Task A_report_says_as_of_when_it_is()
    {
        Assert.Equal(AssembledServer.Monday, (await AskAsync()).AsOf);

        await _server.Course().TriageAsync(A.Mild);
        _server.Clock.Now = AssembledServer.Monday.AddHours(1);
        Assert.Equal(DateTimeOffset.UnixEpoch, (await AskAsync()).AsOf);

        await Projection.CatchUpAsync(CancellationToken.None);
        var whole = await AskAsync();
        Assert.Equal((_server.Clock.Now, 1), (whole.AsOf, Assert.Single(whole.Groups).Of(Figure.Referred)));
    }

    // Left to itself a part that does not add up would be tried again for ever, and its service reported on as of some day long ago.
    [Theory]
    [InlineData(new byte[] { 200 })]
    [InlineData(new byte[0])]
    public async Task Totals_that_cannot_be_right_are_added_up_anew(byte[] page)
    {
        var courses = Enumerable.Range(0, 8).Select(_ => _server.Course()).ToList();
        await Task.WhenAll(courses.Select((course, number) => LiveAsync(course, 1 + (number % 3))));
        Assert.True(await Projection.CatchUpAsync(CancellationToken.None));

        foreach (var part in FigurePart.All(Course.Service, s_london))
        {
            await HarmAsync(part, page);
        }

        // A descriptor moves what is counted of somebody to another slice: more is taken from the page than is there.
        await Task.WhenAll(courses.Select(course => course.RecordAsync(A.Described(Wire.Problem.GeneralisedAnxiety))));
        Assert.True(await Projection.CatchUpAsync(CancellationToken.None));

        Assert.Equal(Told((await WorkedOutAsync()).Counts), Told(await KeptAsync()));
        var anew = courses.Select(course => EpisodeTag.Of(course.Key)).Distinct().Count();
        Assert.Contains($"steppedcare_figures_begun_anew_total {anew}", await _server.MetricsAsync());
        Assert.Equal(anew, _server.Log.Errors.Count(error => error.Contains("is added up anew from its log", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_cannot_be_right_again_within_the_hour_is_left_until_it_is_over_and_keeps_no_other_part()
    {
        var one = _server.Course();
        var other = Enumerable.Range(0, 1_000).Select(_ => _server.Course()).First(course => EpisodeTag.Of(course.Key) != EpisodeTag.Of(one.Key));
        var (wrong, right) = (FigurePart.Of(EpisodeTag.Of(one.Key), s_london), FigurePart.Of(EpisodeTag.Of(other.Key), s_london));
        await LiveAsync(one, 1);
        await LiveAsync(other, 2);
        Assert.True(await Projection.CatchUpAsync(CancellationToken.None));

        await HarmAsync(wrong, [200]);
        await one.RecordAsync(A.Described(Wire.Problem.GeneralisedAnxiety));
        Assert.True(await Projection.CatchUpAsync(CancellationToken.None));

        await HarmAsync(wrong, [200]);
        _server.Clock.Now += TimeSpan.FromMinutes(59);
        await one.RecordAsync(A.Described(Wire.Problem.Depression));
        await other.RecordAsync(A.Described(Wire.Problem.GeneralisedAnxiety));
        var (waits, goesOn) = (await StandAsync(wrong), await StandAsync(right));
        Assert.False(await Projection.CatchUpAsync(CancellationToken.None));
        Assert.Equal((true, false), (waits == await StandAsync(wrong), goesOn == await StandAsync(right)));

        _server.Clock.Now += TimeSpan.FromMinutes(1);
        Assert.True(await Projection.CatchUpAsync(CancellationToken.None));
        Assert.Equal(Told((await WorkedOutAsync()).Counts), Told(await KeptAsync()));
    }

    // Of a kind that nobody knows, and groups and a questionnaire that cannot be read.
    [Theory]
    [InlineData(new byte[] { 1, 1, 99, 0 })]
    [InlineData(new byte[] { 1, 1, 1, 2, 250, 1 })]
    [InlineData(new byte[] { 1, 1, 2, 2, 250, 1 })]
    public async Task Somebody_whose_audit_record_cannot_be_read_is_counted_where_nothing_was_recorded_and_holds_nobody_up(byte[] record)
    {
        var course = _server.Course();
        await LiveAsync(course, 1);
        var store = _server.Services.GetRequiredService<ITrajectoryStore>();
        var told = await store.LoadAsync(course.Key, null, CancellationToken.None);
        var another = course.Key with { Episode = "ep-another" };
        await store.CommitAsync(another, AnEpisode.Upon(0) with { Epoch = told.Epoch, Trajectory = told.Trajectory, Audit = record }, CancellationToken.None);

        Assert.True(await Projection.CatchUpAsync(CancellationToken.None));

        var kept = (await KeptAsync()).Where(each => each.Figure == Figure.Referred && each.Slice.Group is { Axis: AuditAxis.Ethnicity });
        Assert.Equal([("", 1), ("K", 1)], kept.Select(each => (each.Slice.Group!.Value.Code, each.Count)).OrderBy(each => each.Code, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_service_that_moves_to_another_time_zone_is_counted_anew_from_the_start_and_the_old_totals_go_when_nobody_kept_them_for_a_day()
    {
        // Half past eleven on the last evening of November in London, and December in Moscow.
        _server.Clock.Now = new DateTimeOffset(2026, 11, 30, 23, 30, 0, TimeSpan.Zero);
        var courses = Enumerable.Range(0, 10).Select(_ => _server.Course()).ToList();
        await Task.WhenAll(courses.Select((course, number) => LiveAsync(course, 1 + (number % 3))));
        await Projection.CatchUpAsync(CancellationToken.None);
        var before = Told(await KeptAsync());
        Assert.NotEmpty(before);

        var projector = _server.Services.GetRequiredService<FigureProjector>();
        var moscow = TimeZoneInfo.FindSystemTimeZoneById("Europe/Moscow");
        Task InMoscowAsync() => Task.WhenAll(EpisodeTag.All(Course.Service).Select(tag => projector.CatchUpAsync(tag, moscow, CancellationToken.None)));
        await InMoscowAsync();
        await Task.WhenAll(courses.Select(course => course.RecordAsync(A.Described(Wire.Problem.GeneralisedAnxiety))));
        foreach (var hours in (int[])[2, 23])
        {
            _server.Clock.Now += TimeSpan.FromHours(hours);
            await InMoscowAsync();
            Assert.Equal(before, Told(await KeptAsync()));
        }

        _server.Clock.Now += TimeSpan.FromHours(1);
        await InMoscowAsync();
        Assert.Empty(await KeptAsync());
        var store = _server.Services.GetRequiredService<IFigureStore>();
        var parts = await Task.WhenAll(FigurePart.All(Course.Service, moscow).Select(part => store.ReadAsync(part, [new PageName(SliceFacet.Whole, new Month(2026, 12))], CancellationToken.None)));
        var decided = parts.SelectMany(part => part.Pages).SelectMany(page => PageCodec.Read(page.Bytes.Span).Values).Sum(counts => counts.GetValueOrDefault(Figure.Decided));
        Assert.Equal(10, decided);
    }

    // A page of the present month that somebody wrote over, where there are any.
    private async Task HarmAsync(FigurePart part, byte[] page)
    {
        if (await StandAsync(part) is { } stand)
        {
            var harmed = new FigurePage(new PageName(SliceFacet.Whole, new Month(2026, 11)), page);
            Assert.True(await _server.Services.GetRequiredService<IFigureStore>().TryAdvanceAsync(part, stand, stand, [harmed], CancellationToken.None));
        }
    }

    private Task<ProjectionStand?> StandAsync(FigurePart part) => _server.Services.GetRequiredService<IFigureStore>().FindStandAsync(part, CancellationToken.None);

    private static IEnumerable<(string, long)> GroupsOf(Contribution contribution, AuditAxis axis, Figure figure) => contribution.Counts
        .Where(each => each.Slice.Group?.Axis == axis && each.Figure == figure)
        .Select(each => (each.Slice.Group!.Value.Code, each.Count))
        .OrderBy(each => each.Code, StringComparer.Ordinal);

    private static long Counted(Contribution contribution, Figure figure) => contribution.Counts.Where(each => each.Figure == figure).Sum(each => each.Count);

    // Triaged; every second one begins, every third is confirmed, every fourth ends. Of two in three it is told who they are, of some of them once more. Some say
    // what they thought of it, and think again.
    private static async Task LiveAsync(Course course, int number)
    {
        var request = course.TriageRequest(A.Mild);
        request.AuditAttributes = number % 3 == 0 ? null : new() { Ethnicity = "K", AgeBand = "26-64" };
        if (number % 5 == 0)
        {
            request.PatientExperience.Add(An.Assessment("a"));
        }

        var triage = await course.SendAsync(request);
        if (number % 2 == 0)
        {
            var started = course.RecordRequest(A.Started(Wire.Step.Low), A.Session());
            started.AuditAttributes = number % 4 == 0 ? new() { Ethnicity = "H", AgeBand = "26-64" } : null;
            await course.SendAsync(started);
        }

        if (number % 3 == 0)
        {
            await course.AcceptAsync(triage.Clinician.Name);
        }

        if (number % 4 == 0)
        {
            var end = course.RecordRequest(A.End);
            end.PatientExperience.Add(An.Treatment("t", Wire.FrequencyAnswer.Never));
            await course.SendAsync(end);
            await course.SendAsync(course.Answered(An.Treatment("t", Wire.FrequencyAnswer.Sometimes)));
        }

        if (number == 10)
        {
            await course.SendAsync(course.Answered(new Wire.PatientExperience { Id = "a", CompletedOn = A.Asked, Assessment = new() }));
        }
    }

    private async Task<FidelityReport> AskAsync() =>
        (await Reports.ReadAsync(new FidelityQuestion([], [new Month(2026, 11)], ReportGrouping.None), CancellationToken.None).WaitAsync(AssembledServer.Patience)).Value!;

    private async Task<Contribution> WorkedOutAsync()
    {
        var expected = Contribution.None;
        await foreach (var episode in _server.Services.GetRequiredService<ITrajectoryIndex>().ScanAsync(Course.Service, CancellationToken.None))
        {
            var audit = AuditRecord.Read((await _server.Services.GetRequiredService<ITrajectoryStore>().LoadAuditAsync(episode.Key, CancellationToken.None)).Span);
            expected.Add(Contribution.Of(EpisodeHistory.Of(TrajectoryCodec.Decode(episode.Trajectory.Span), s_london), audit));
        }

        return expected;
    }

    private async Task<IEnumerable<(Slice Slice, Figure Figure, long Count)>> KeptAsync()
    {
        var store = _server.Services.GetRequiredService<IFigureStore>();
        PageName[] pages = [.. from facet in Enum.GetValues<SliceFacet>() from month in Month.Range(new Month(2026, 11), new Month(2027, 1)) select new PageName(facet, month)];
        var kept = await Task.WhenAll(FigurePart.All(Course.Service, s_london).Select(part => store.ReadAsync(part, pages, CancellationToken.None)));
        return from part in kept
               from page in part.Pages
               from slice in PageCodec.Read(page.Bytes.Span)
               from count in slice.Value
               select (SliceCodec.Read(page.Name.Month, slice.Key), count.Key, count.Value);
    }

    private static IEnumerable<string> Told(IEnumerable<(Slice Slice, Figure Figure, long Count)> counts) => counts
        .GroupBy(each => (each.Slice, each.Figure), each => each.Count)
        .Select(each => $"{each.Key.Slice} {each.Key.Figure} {each.Sum()}")
        .Order(StringComparer.Ordinal);
}

public sealed class EmbeddedFigureProjectionTests : FigureProjectionTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-figures-");

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private protected override Task<AssembledServer> StartAsync() => AssembledServer.StartAsync(_folder.FullName);
}

public sealed class RedisFigureProjectionTests : FigureProjectionTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-figures-");
    private RedisServer _redis = null!;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _redis.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private protected override async Task<AssembledServer> StartAsync()
    {
        _redis = await RedisServer.StartAsync();
        return await AssembledServer.StartAsync(_folder.FullName, _redis.Endpoint);
    }
}
