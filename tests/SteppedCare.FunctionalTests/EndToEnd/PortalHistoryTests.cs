using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>People who come with a history: courses elsewhere, and episodes that another system has kept until now.</summary>
[Collection(nameof(BothServers))]
public sealed class PortalHistoryTests(BothServers servers)
{
    private const Wire.DecisionCall Triage = Wire.DecisionCall.Triage;
    private const Wire.DecisionCall Review = Wire.DecisionCall.Review;

    private static readonly Dictionary<string, (Wire.PriorCourse[] Courses, string Rule, string Sessions, string Improved)> s_courses = new()
    {
        ["none"] = ([], "start-low", "not stated", "not stated"),
        ["four sessions that did not help"] = ([Course(4, "2026-03-31", Wire.Answer.No)], "prior-low-without-response", "4", "no"),
        ["three sessions that did not help"] = ([Course(3, "2026-03-31", Wire.Answer.No)], "start-low", "3", "no"),
        ["six sessions that helped"] = ([Course(6, "2026-03-31", Wire.Answer.Yes)], "start-low", "6", "yes"),
        ["six sessions, and nobody knows whether they helped"] = ([Course(6, "2026-03-31", Wire.Answer.Unspecified)], "prior-low-without-response", "6", "not stated"),
        ["six sessions that ended a year ago to the day"] = ([Course(6, "2025-11-23", Wire.Answer.No)], "prior-low-without-response", "6", "no"),
        ["six sessions that ended a day earlier than that"] = ([Course(6, "2025-11-22", Wire.Answer.No)], "start-low", "not stated", "not stated"),
        ["six sessions that ended nobody knows when"] = ([Course(6, "", Wire.Answer.No)], "prior-low-without-response", "6", "no"),
        ["two courses of three"] = ([Course(3, "2026-03-31", Wire.Answer.No), Course(3, "2026-07-31", Wire.Answer.No)], "prior-low-without-response", "6", "no"),
    };

    public static TheoryData<string> Courses => [.. s_courses.Keys];

    [Theory]
    [MemberData(nameof(Courses))]
    public async Task Earlier_low_intensity_that_did_not_help_is_heard_at_the_referral(string before)
    {
        var (courses, rule, sessions, improved) = s_courses[before];
        foreach (var store in new[] { BothServers.Embedded, BothServers.Redis })
        {
            var course = servers.On(store).Course();
            var told = A.ReferredAfter(courses);

            var advice = (await course.TriageAsync([told, .. A.Mild.Skip(1)])).Clinician.Advice;

            Assert.Equal(rule, advice.Rule);
            Assert.Equal(rule == "start-low" ? Wire.Step.Low : Wire.Step.High, advice.Step);
            var facts = await course.FactsAsync(Triage);
            Assert.Equal((sessions, improved), (facts["PriorLowSessions"], facts["PriorLowImproved"]));
            Assert.Equal(told, (await course.GetAsync()).Events[0].Event);
        }
    }

    [Theory, OnBothStores]
    public async Task A_transferred_episode_told_at_once_is_reviewed_like_one_told_as_it_happened(string store)
    {
        var (late, lived) = (servers.On(store).Course(), servers.On(store).Course());
        var history = Story.Weekly(Wire.Step.Low, wsas: 14, item9: 0, (14, 12), (15, 12), (14, 12), (13, 12));
        foreach (var day in history.GroupBy(told => told.HappenedOn))
        {
            await lived.RecordAsync([.. day]);
        }

        await late.RecordAsync(history);
        var transferred = (await late.ReviewAsync()).Clinician;
        var known = (await lived.ReviewAsync()).Clinician;

        Assert.Equal((Wire.Outcome.StepUp, Wire.Step.High, "low-no-response"), (transferred.Advice.Outcome, transferred.Advice.Step, transferred.Advice.Rule));
        Assert.Equal(known.Advice, transferred.Advice);
        Assert.Equal(known.NextReview, transferred.NextReview);
        Assert.Equal(await lived.FactsAsync(Review), await late.FactsAsync(Review));
        var episode = await late.GetAsync();
        Assert.Equal(history, episode.Events.Select(recorded => recorded.Event));
        Assert.All(episode.Events, recorded => Assert.Equal(AssembledServer.Monday.Stamp(), recorded.RecordedAt));
        Assert.True(episode.UnconfirmedStart);
    }

    [Theory, OnBothStores]
    public async Task Who_was_transferred_waiting_has_waited_since_the_first_referral(string store)
    {
        var course = servers.On(store).Course();

        var recorded = await course.RecordAsync(Story.First(phq9: 12, gad7: 9, wsas: 14, daysAgo: 60));
        var facts = await course.FactsAsync(Triage);
        var decided = (await course.TriageAsync()).Clinician;

        Assert.Equal(("60", "60"), (facts["DaysSinceReferral"], facts["DaysAwaitingFirstTreatment"]));
        Assert.True(recorded.NextDue.ToDateTimeOffset() <= AssembledServer.Monday, "Six weeks were over before anybody told us.");
        Assert.Equal(("start-low", WorkedCase.InDays(28).Stamp()), (decided.Advice.Rule, decided.NextReview));
    }

    [Theory, OnBothStores]
    public async Task Who_was_transferred_between_two_appointments_has_waited_since_the_first_of_them(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync([.. Story.First(phq9: 12, gad7: 9, wsas: 14, daysAgo: 80), A.Started(Wire.Step.Low).On(Story.DaysAgo(50)), .. Story.Session(daysAgo: 50, phq9: 12, gad7: 9)]);

        var facts = await course.FactsAsync(Review);

        Assert.Equal(
            ("80", "unknown", "50", "50", "50"),
            (facts["DaysSinceReferral"], facts["DaysAwaitingFirstTreatment"], facts["DaysAwaitingSecondTreatment"], facts["DaysAtStep"], facts["DaysSinceLastContact"]));
        Assert.True((await course.GetAsync()).NextDue.ToDateTimeOffset() <= AssembledServer.Monday, "The fourth week has long been over.");
    }

    [Theory, OnBothStores]
    public async Task A_first_score_older_than_four_weeks_at_the_first_session_is_called_stale(string store)
    {
        foreach (var (daysAgo, isStale) in new[] { (56, false), (57, true) })
        {
            var course = servers.On(store).Course();
            await course.RecordAsync([.. Story.First(phq9: 14, gad7: 12, wsas: 14, daysAgo: daysAgo), A.Started(Wire.Step.Low).On(Story.DaysAgo(28)), .. Story.Session(daysAgo: 28, phq9: 14, gad7: 12)]);

            var advice = (await course.ReviewAsync()).Clinician.Advice;

            Assert.Equal(isStale, advice.Flags.Contains(Wire.Flag.StaleBaseline));
        }
    }

    private static Wire.PriorCourse Course(int sessions, string ended, Wire.Answer improved) => new() { Step = Wire.Step.Low, Sessions = sessions, EndedOn = ended, ReliablyImproved = improved };
}
