using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>The worked cases of review (domain section 10), told through the calls as a portal tells them, and confirmed.</summary>
[Collection(nameof(BothServers))]
public sealed class ReviewCaseTests(BothServers servers)
{
    private const Wire.DecisionCall Review = Wire.DecisionCall.Review;
    private const Wire.Step Low = Wire.Step.Low;
    private const Wire.Step High = Wire.Step.High;

    private static readonly Dictionary<string, Func<WorkedCase>> s_cases = new()
    {
        ["30: recovered at the sixth session"] = () => new(Review, Story.Weekly(Low, wsas: 14, item9: 0, (14, 12), (13, 11), (12, 10), (11, 10), (10, 9), (9, 7)))
        {
            Rule = "recovered-at-planned-end", Outcome = Wire.Outcome.Discharge, NextReview = WorkedCase.FromMidnight(28),
            Facts = [("ReliableImprovement", "yes"), ("Recovery", "yes"), ("Phq9Fall", "5"), ("Gad7Fall", "5")],
        },
        ["32: no response at the fourth session"] = () => new(Review, Story.Weekly(Low, wsas: 14, item9: 0, (14, 12), (15, 12), (14, 12), (13, 12)))
        {
            Rule = "low-no-response", Outcome = Wire.Outcome.StepUp, Step = High, Alternatives = [Wire.Outcome.Continue], AsksForReasons = true, Within = 14, NextReview = WorkedCase.FromMidnight(14),
            Facts = [("NoResponse", "yes"), ("Phq9Fall", "1"), ("Gad7Fall", "0")],
        },
        ["34: worse by six points at the second session"] = () => new(Review, Story.Weekly(Low, wsas: 14, item9: 0, (14, 12), (20, 13)))
        {
            Rule = "reliably-worse", Outcome = Wire.Outcome.UrgentReview, Tasks = [Wire.TaskKind.SameDay], Flags = [Wire.Flag.NotOnTrack], Within = 3, NextReview = WorkedCase.WithinHours,
            Facts = [("ReliableDeterioration", "yes"), ("Phq9Fall", "-6"), ("AttendedAtStep", "2")],
        },
        ["36: the right direction, not yet reliable, at the fourth session"] = () => new(Review, Story.Weekly(Low, wsas: 14, item9: 0, (14, 12), (12, 11), (11, 10), (10, 9)))
        {
            Rule = "low-partial-response", Outcome = Wire.Outcome.Continue, Step = Low, Alternatives = [Wire.Outcome.StepUp], NextReview = WorkedCase.InDays(14),
            Facts = [("NoResponse", "no"), ("PartialResponse", "yes"), ("ReliableImprovement", "no")],
        },
        ["38: began below the cut-offs, reliably better, goals met"] = () => new(Review,
            [.. Story.Weekly(Low, wsas: 12, item9: 0, (9, 6), (7, 5), (5, 4), (3, 2)), A.Circumstances((Wire.Circumstance.GoalsMet, Wire.Answer.Yes)).On(Story.Today)])
        {
            Rule = "goals-met-below-caseness", Outcome = Wire.Outcome.Discharge, Flags = [Wire.Flag.StartedBelowCaseness], NextReview = WorkedCase.FromMidnight(28),
            Facts = [("StartedAtCaseness", "no"), ("Recovery", "no"), ("ReliableImprovement", "yes")],
        },
        ["40: thoughts of death at every session, improving"] = () => new(Review, Story.Weekly(Low, wsas: 14, item9: 1, (14, 12), (13, 11), (11, 10), (10, 9)))
        {
            Rule = "low-partial-response", Outcome = Wire.Outcome.Continue, Step = Low, Alternatives = [Wire.Outcome.StepUp],
            Tasks = [Wire.TaskKind.SameDay], Flags = [Wire.Flag.RiskFirst], NextReview = WorkedCase.WithinHours,
        },
        ["40: thoughts of death, known to a person, safety plan valid"] = () => new(Review,
            [.. Story.Weekly(Low, wsas: 14, item9: 1, (14, 12), (13, 11), (11, 10), (10, 9)), Reviewed(until: "2026-12-21")])
        {
            Rule = "low-partial-response", Outcome = Wire.Outcome.Continue, Step = Low, Alternatives = [Wire.Outcome.StepUp], NextReview = WorkedCase.InDays(14),
            Facts = [("Item9", "1"), ("RiskReviewed", "yes")],
        },
        ["42: sixteen high-intensity sessions, reliably better, still a case"] = () => new(Review,
            Story.Weekly(
                High, wsas: 24, item9: 0,
                (20, 15), (19, 15), (19, 14), (18, 14), (18, 14), (17, 13), (17, 13), (16, 13), (16, 12), (15, 12), (15, 12), (14, 12), (14, 11), (13, 11), (13, 10), (12, 10)))
        {
            Rule = "high-improved-still-a-case", Outcome = Wire.Outcome.Continue, Step = High, NextReview = WorkedCase.InDays(28),
            Facts = [("ReliableImprovement", "yes"), ("AtCaseness", "yes"), ("AttendedAtStep", "16"), ("Phq9Fall", "8"), ("Gad7Fall", "5")],
        },
        ["44: two sessions missed in a row, thoughts of death at the last one"] = () => new(Review,
            [
                .. Story.First(phq9: 18, gad7: 12, wsas: 18, item9: 1, daysAgo: 21), A.Started(Low).On(Story.DaysAgo(14)), .. Story.Session(daysAgo: 14, phq9: 18, gad7: 12, item9: 1),
                A.Session(Wire.Attendance.DidNotAttend).On(Story.DaysAgo(7)), A.Session(Wire.Attendance.DidNotAttend).On(Story.Today),
            ])
        {
            Rule = "missed-twice", Outcome = Wire.Outcome.HumanReview, Tasks = [Wire.TaskKind.SameDay], Flags = [Wire.Flag.RiskFirst], Within = 7, NextReview = WorkedCase.WithinHours,
            Facts = [("MissedInARow", "2"), ("Item9", "1")],
        },
        ["46: PHQ-9 at the first and fourth session only, GAD-7 never"] = () => new(Review,
            [
                .. new[] { A.Referral, A.Wsas(14) }.On(Story.DaysAgo(28)), A.Started(Low).On(Story.DaysAgo(21)), .. new[] { A.Session(), A.Phq9(14) }.On(Story.DaysAgo(21)),
                A.Session().On(Story.DaysAgo(14)), A.Session().On(Story.DaysAgo(7)), .. new[] { A.Session(), A.Phq9(13) }.On(Story.Today),
            ])
        {
            Rule = "one-measure-missing", Outcome = Wire.Outcome.Continue, Step = Low, Alternatives = [Wire.Outcome.HumanReview, Wire.Outcome.StepUp],
            Flags = [Wire.Flag.ContinueUnmeasured, Wire.Flag.Unpaired], NextReview = WorkedCase.InDays(14),
            Facts = [("Unpaired", "yes"), ("Recovery", "unknown"), ("ReliableRecovery", "unknown"), ("Phq9Fall", "1")],
        },
        ["48: post-traumatic stress, PCL-5 at the start only: GAD-7 stands in"] = () => new(Review,
            [
                .. Story.Weekly(High, wsas: 18, item9: 0, (16, 15), (15, 15), (15, 14), (14, 13), (14, 13), (13, 12)),
                A.Described(Wire.Problem.PostTraumaticStress).On(Story.DaysAgo(42)), A.Total(Wire.Instrument.Pcl5, 48).On(Story.DaysAgo(42)),
            ])
        {
            Rule = "carry-on", Outcome = Wire.Outcome.Continue, Step = High, Flags = [Wire.Flag.PairChanged], NextReview = WorkedCase.FromMidnight(56),
            Facts = [("PairedMeasure", "Gad7"), ("Pcl5", "48"), ("Gad7Fall", "3"), ("ReliableImprovement", "no"), ("ReliableDeterioration", "no"), ("AttendedAtStep", "6")],
        },
        ["50: functioning fell by fourteen points in two weeks, scores flat, third session"] = () => new(Review,
            [
                .. Story.First(phq9: 14, gad7: 12, wsas: 10, daysAgo: 28).Take(3), A.Started(Low).On(Story.DaysAgo(21)), .. Story.Session(daysAgo: 21, phq9: 14, gad7: 12),
                .. Story.Session(daysAgo: 14, phq9: 14, gad7: 12), A.Items(Wire.Instrument.Wsas, 2, 2, 2, 2, 2).On(Story.DaysAgo(14)),
                .. Story.Session(daysAgo: 0, phq9: 14, gad7: 12), A.Items(Wire.Instrument.Wsas, 5, 5, 5, 5, 4).On(Story.Today),
            ])
        {
            Rule = "sharply-worse", Outcome = Wire.Outcome.UrgentReview, Tasks = [Wire.TaskKind.SameDay], Flags = [Wire.Flag.NotOnTrack], Within = 3, NextReview = WorkedCase.WithinHours,
            Facts = [("WsasFall", "-14"), ("RapidFunctionalDecline", "yes"), ("Phq9Fall", "0"), ("AttendedAtStep", "3")],
        },
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Care_goes_on_as_in_the_worked_case(string number)
    {
        foreach (var store in new[] { BothServers.Embedded, BothServers.Redis })
        {
            await s_cases[number]().PlayAsync(servers.On(store).Course());
        }
    }

    [Theory, OnBothStores]
    public async Task In_case_40_the_task_comes_back_at_every_review_until_a_person_has_looked(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync(Story.Weekly(Low, wsas: 14, item9: 1, (14, 12), (13, 11), (11, 10), (10, 9)));
        var first = (await course.ReviewAsync()).Clinician;
        course.Server.Clock.Now += TimeSpan.FromDays(7);

        var second = (await course.ReviewAsync(Story.Session(daysAgo: -7, phq9: 9, gad7: 9, item9: 1))).Clinician;
        await course.CloseAsync("same-day", seen: 3);
        var third = (await course.ReviewAsync(Story.Session(daysAgo: -7, phq9: 9, gad7: 8, item9: 1))).Clinician;

        Assert.All([first, second, third], decision => Assert.Contains(Wire.Flag.RiskFirst, decision.Advice.Flags));
        Assert.Equal([Wire.TaskKind.SameDay, Wire.TaskKind.SameDay, Wire.TaskKind.SameDay], new[] { first, second, third }.Select(decision => Assert.Single(decision.Tasks).Kind));
        Assert.All([first, second, third], decision => Assert.Equal(Wire.Outcome.Continue, decision.Advice.Outcome));
    }

    [Theory, OnBothStores]
    public async Task In_case_52_the_wait_for_the_second_appointment_falls_due_at_28_60_and_90_days_and_ends_with_it(string store)
    {
        var course = servers.On(store).Course();
        var began = AssembledServer.Monday;
        await course.RecordAsync([A.Referral.On(Story.DaysAgo(7)), A.Started(High).On(Story.Today), .. Story.Session(daysAgo: 0, phq9: 14, gad7: 12)]);
        var due = new List<DateTimeOffset>();
        foreach (var day in new[] { 0, 28, 60, 90 })
        {
            course.Server.Clock.Now = began.AddDays(day);
            due.Add((await course.ReviewAsync()).Clinician.NextReview.ToDateTimeOffset());
        }

        course.Server.Clock.Now = began.AddDays(95);
        var waited = await course.FactsAsync(Review);
        var seen = await course.FactsAsync(Review, Story.Session(daysAgo: -95, phq9: 14, gad7: 12));

        Assert.Equal([WorkedCase.FromMidnight(28), WorkedCase.FromMidnight(60), WorkedCase.FromMidnight(90)], due.Take(3));
        Assert.Equal(("95", "unknown"), (waited["DaysAwaitingSecondTreatment"], seen["DaysAwaitingSecondTreatment"]));
    }

    [Theory, OnBothStores]
    public async Task In_case_54_a_clinician_carries_on_for_a_bereavement_says_why_and_looks_again_within_two_weeks(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync(Story.Weekly(Low, wsas: 14, item9: 0, (14, 12), (15, 12), (14, 12), (13, 12)));
        var decision = (await course.ReviewAsync()).Clinician;
        Assert.Equal(Wire.Outcome.StepUp, decision.Advice.Outcome);
        var request = course.OverrideRequest(decision.Name, Wire.Outcome.Continue, Low);
        request.Note = "bereavement week";

        request.Override.Reason = Wire.OverrideReason.Unspecified;
        var unreasoned = await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(request));
        request.Override.Reason = Wire.OverrideReason.LifeEvent;
        course.Server.Clock.Now += TimeSpan.FromHours(1);
        var confirmed = (await course.SendAsync(request)).Decision.Confirmation;

        Assert.Equal(["override.reason"], unreasoned.Fields);
        Assert.Equal((Wire.Outcome.Continue, Low, Wire.OverrideReason.LifeEvent), (confirmed.Outcome, confirmed.Step, confirmed.OverrideReason));
        var episode = await course.GetAsync();
        Assert.Equal(confirmed, Assert.Single(episode.Decisions).Confirmation);
        Assert.InRange(episode.NextDue.ToDateTimeOffset(), course.Server.Clock.Now.AddDays(13), course.Server.Clock.Now.AddDays(14));
    }

    private static Wire.Event Reviewed(string until) => new() { HappenedOn = Story.Today, RiskReviewed = new() { Reviewer = "dr-a", ValidUntil = until } };
}
