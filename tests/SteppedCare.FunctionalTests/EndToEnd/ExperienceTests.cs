using Google.Rpc;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Oversight;
using SteppedCare.Server.Fidelity;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>What people say of their care: told by a portal, kept once, mended by its id, reported; and nothing else.</summary>
[Collection(nameof(BothServers))]
public sealed class ExperienceTests(BothServers servers)
{
    [Theory, OnBothStores]
    public async Task What_was_said_of_a_finished_course_is_in_the_report_with_the_questions_official_codes(string store)
    {
        var server = servers.On(store);
        await FiveHaveAnsweredAsync(server);
        var before = await AskAsync(server);
        var course = await FinishedAsync(server);
        await course.SendAsync(course.Answered(An.Treatment("end"), An.Assessment("begin")));
        var after = await AskAsync(server);

        Assert.Equal((1, 1), Grown(before, after, "experience-of-treatment"));
        Assert.Equal((1, 1), Grown(before, after, "experience-of-assessment"));
        Assert.Equal((1, 1), Grown(before, after, "experience-listened-always"));
        Assert.Equal((0, 1), Grown(before, after, "experience-listened-never"));
        Assert.Equal((4, 1), Grown(before, after, "experience-listened-score"));
        Assert.Equal((0, 0), Grown(before, after, "experience-involved-always"));
        Assert.Equal((1, 1), Grown(before, after, "experience-offered-not-applicable"));
        Assert.Equal((3, 1), Grown(before, after, "experience-satisfied-score"));
        Assert.Equal("SNOMED CT 747901000000107", after["experience-listened-always"].Official);
        Assert.Equal("points", after["experience-satisfied-score"].Unit);
    }

    [Theory, OnBothStores]
    public async Task A_repetition_changes_nothing_a_correction_replaces_and_nothing_answered_takes_back(string store)
    {
        var server = servers.On(store);
        await FiveHaveAnsweredAsync(server);
        var course = await FinishedAsync(server);
        var before = await AskAsync(server);
        var request = course.Answered(An.Treatment("end"));
        var first = await course.SendAsync(request);

        Assert.Equal(first, await course.SendAsync(request));
        Assert.Equal((1, 0), Grown(before, await AskAsync(server), "experience-of-treatment"));
        Assert.Equal((1, 1), Grown(before, await AskAsync(server), "experience-listened-always"));

        request.PatientExperience[0].Treatment.Listened = Wire.FrequencyAnswer.Never;
        await course.RefusedAsync("REQUEST_ID_REUSED", () => course.SendAsync(request));

        // The same told anew is written to the trajectory, and beside it once.
        var kept = await KeptAsync(course);
        await course.SendAsync(course.Answered(An.Treatment("end")));
        Assert.Equal(kept, await KeptAsync(course));

        await course.SendAsync(course.Answered(An.Treatment("end", Wire.FrequencyAnswer.Rarely)));
        var mended = await AskAsync(server);
        Assert.Equal(((0, 1), (1, 1)), (Grown(before, mended, "experience-listened-always"), Grown(before, mended, "experience-listened-rarely")));

        await course.SendAsync(course.Answered(new Wire.PatientExperience { Id = "end", CompletedOn = A.Asked, Treatment = new() }));
        var taken = await AskAsync(server);
        Assert.Equal(((0, 0), (0, 0)), (Grown(before, taken, "experience-of-treatment"), Grown(before, taken, "experience-listened-rarely")));
    }

    [Theory, OnBothStores]
    public async Task It_changes_neither_what_clinicians_see_nor_what_falls_due_nor_whether_a_decision_can_be_confirmed(string store)
    {
        var course = servers.On(store).Course();
        var triage = await course.TriageAsync(A.Mild);
        var before = await course.GetAsync();

        var told = await course.SendAsync(course.Answered(An.Assessment("a")));

        var after = await course.GetAsync();
        Assert.Equal((before.TrajectoryVersion + 1, after.TrajectoryVersion, before.NextDue), (told.TrajectoryVersion, told.TrajectoryVersion, told.NextDue));
        after.TrajectoryVersion = before.TrajectoryVersion;
        Assert.Equal(before, after);
        Assert.False((await course.GetDecisionAsync(triage.Clinician.Name)).InputsChanged);
        await course.AcceptAsync(triage.Clinician.Name);
    }

    [Theory, OnBothStores]
    public async Task An_episode_that_there_is_not_has_no_experience(string store)
    {
        var course = servers.On(store).Course();

        await course.RefusedAsync("EPISODE_UNKNOWN", () => course.SendAsync(course.Answered(An.Assessment("a"))));
        var nothing = await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(course.Answered()));
        Assert.Equal(["events"], nothing.Fields);
    }

    [Theory, OnBothStores]
    public async Task A_day_that_cannot_be_is_refused_by_its_place_and_changes_nothing(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        var ahead = course.ReviewRequest(A.Wsas(41));
        ahead.PatientExperience.AddRange([An.Assessment("a"), An.Treatment("b").On("2026-11-24")]);

        var both = await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(ahead));
        var early = await course.RefusedAsync("BEFORE_REFERRAL", () => course.SendAsync(course.Answered(An.Assessment("a").On("2026-01-01"))));

        Assert.Equal(["events[0].score_recorded.total", "patient_experience[1].completed_on"], both.Fields.Order(StringComparer.Ordinal));
        Assert.Equal(["patient_experience[0].completed_on"], early.Fields);
        Assert.Empty(await KeptAsync(course));
    }

    [Theory, OnBothStores]
    public async Task An_episode_holds_a_hundred_answered_questionnaires_and_what_was_told_can_still_be_taken_back(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        foreach (var ids in Enumerable.Range(1, ExperienceRules.MostAnswered).Chunk(10))
        {
            await course.SendAsync(course.Answered([.. ids.Select(id => An.Treatment($"{id}"))]));
        }

        var kept = await KeptAsync(course);
        var another = await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(course.Answered(An.Assessment("101"))));
        var replaced = await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(course.Answered(An.Treatment("7", Wire.FrequencyAnswer.Never))));
        Assert.Equal(["patient_experience"], another.Fields);
        Assert.Equal(["patient_experience"], replaced.Fields);

        // The same again is no news: neither it nor the event beside it is refused.
        var told = course.Answered(An.Treatment("7"));
        told.Events.Add(A.Session());
        await course.SendAsync(told);
        Assert.Equal(kept, await KeptAsync(course));

        await course.SendAsync(course.Answered(new Wire.PatientExperience { Id = "7", CompletedOn = A.Asked, Treatment = new() }));
        Assert.StartsWith(kept, await KeptAsync(course), StringComparison.Ordinal);
        Assert.NotEqual(kept, await KeptAsync(course));
        await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(course.Answered(An.Treatment("7"))));
    }

    [Theory, OnBothStores]
    public async Task A_day_to_come_is_refused_of_events_and_questionnaires_in_the_same_words(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        var request = course.ReviewRequest(A.Session().On("2026-11-24"));
        request.PatientExperience.Add(An.Treatment("a").On("2026-11-24"));

        var failure = await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(request));

        Assert.Equal(["events[0].happened_on", "patient_experience[0].completed_on"], failure.Fields.Order(StringComparer.Ordinal));
        Assert.Single(failure.Detail<BadRequest>()!.FieldViolations.Select(violation => violation.Description).Distinct());
    }

    [Theory, OnBothStores]
    public async Task Answers_that_nobody_gave_are_told_only_to_whoever_asks_for_them_by_name(string store)
    {
        var server = servers.On(store);
        await server.Course().TriageAsync(A.Mild);
        await server.Services.GetRequiredService<FigureProjection>().CatchUpAsync(CancellationToken.None);

        // A year in which nobody was asked, and one in which nobody was here.
        var all = await ReportAsync(server, "2025-11", "2025-11");
        var named = await ReportAsync(server, "2025-11", "2026-11", "experience-listened-never", "referred-again-6-months");

        var told = all.Groups.SelectMany(group => group.Figures);
        Assert.DoesNotContain(told, figure => figure.Measure.StartsWith("experience-listened-", StringComparison.Ordinal));
        Assert.Equal(["referred-again-6-months", "experience-listened-never"], Assert.Single(named.Groups).Figures.Select(figure => figure.Measure));
    }

    [Theory, OnBothStores]
    public async Task Of_a_group_in_which_fewer_than_five_answered_a_question_nothing_that_they_said_is_told(string store)
    {
        var server = servers.On(store);
        await FiveHaveAnsweredAsync(server);
        for (var number = 0; number < 5; number++)
        {
            var course = server.Course();
            await course.TriageAsync([.. A.Mild, A.Described(Wire.Problem.SpecificPhobia)]);
            await course.SendAsync(course.Answered(An.Treatment("end")));
            await server.Services.GetRequiredService<FigureProjection>().CatchUpAsync(CancellationToken.None);
            var report = await server.Leads.GetFidelityReportAsync(
                new() { FromMonth = "2026-11", ToMonth = "2026-11", Grouping = Wire.ReportGrouping.Problem, Measures = { "experience-listened-always", "experience-listened-score" } },
                Lead.Identity).ResponseAsync.WaitAsync(AssembledServer.Patience);

            var phobia = Assert.Single(report.Groups, group => group.Name == "SpecificPhobia");
            Assert.Equal(
                number < 4 ? [(true, false, 0L, 0L), (true, false, 0L, 0L)] : [(false, true, 5, 5), (false, true, 20, 5)],
                phobia.Figures.Select(figure => (figure.Withheld, figure.HasValue, figure.Numerator, figure.Denominator)));
        }
    }

    // Of fewer nothing is told.
    private static async Task FiveHaveAnsweredAsync(AssembledServer server)
    {
        for (var number = 0; number < 5; number++)
        {
            var course = await FinishedAsync(server);
            await course.SendAsync(course.Answered(An.Treatment("end"), An.Assessment("begin")));
        }
    }

    private static async Task<Course> FinishedAsync(AssembledServer server)
    {
        var course = server.Course();
        await course.TriageAsync(A.Mild);
        await course.RecordAsync(A.Started(Wire.Step.Low), A.Session(), A.Session().On("2026-11-16"), A.End.On("2026-11-20"));
        return course;
    }

    private static async Task<string> KeptAsync(Course course) =>
        Convert.ToHexString((await course.Server.Services.GetRequiredService<ITrajectoryStore>().LoadAuditAsync(course.Key, CancellationToken.None)).Span);

    private static (long Numerator, long Denominator) Grown(
        Dictionary<string, Wire.MeasuredFigure> before, Dictionary<string, Wire.MeasuredFigure> after, string measure)
    {
        var (from, to) = (before.GetValueOrDefault(measure, new()), after.GetValueOrDefault(measure, new()));
        return (to.Numerator - from.Numerator, to.Denominator - from.Denominator);
    }

    private static async Task<Dictionary<string, Wire.MeasuredFigure>> AskAsync(AssembledServer server)
    {
        await server.Services.GetRequiredService<FigureProjection>().CatchUpAsync(CancellationToken.None);
        var report = await ReportAsync(server, "2025-01", "2027-12");
        return report.Groups.SingleOrDefault()?.Figures.ToDictionary(figure => figure.Measure, StringComparer.Ordinal) ?? [];
    }

    private static async Task<Wire.GetFidelityReportResponse> ReportAsync(AssembledServer server, string from, string to, params string[] measures) =>
        await server.Leads.GetFidelityReportAsync(new() { FromMonth = from, ToMonth = to, Measures = { measures } }, Lead.Identity)
            .ResponseAsync.WaitAsync(AssembledServer.Patience);
}
