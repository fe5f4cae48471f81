using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>The worked cases of triage (domain section 10), told through the calls as a portal tells them, and confirmed.</summary>
[Collection(nameof(BothServers))]
public sealed class TriageCaseTests(BothServers servers)
{
    private const Wire.DecisionCall Triage = Wire.DecisionCall.Triage;

    private static readonly DateTimeOffset s_sixWeeks = WorkedCase.FromMidnight(42);

    private static readonly Dictionary<string, Func<WorkedCase>> s_cases = new()
    {
        ["1: a first time with depression, prefers guided self-help"] = () => new(Triage,
            [.. Story.First(phq9: 12, gad7: 9, wsas: 14), .. Today(A.Described(Wire.Problem.Depression), A.Prefers(Wire.Preference.GuidedSelfHelp))])
        {
            Rule = "start-low", Outcome = Wire.Outcome.Enter, Step = Wire.Step.Low, NextReview = WorkedCase.InDays(28),
        },
        ["2: below both cut-offs, little impairment"] = () => new(Triage, Story.First(phq9: 8, gad7: 6, wsas: 8))
        {
            Rule = "active-monitoring", Outcome = Wire.Outcome.Enter, Step = Wire.Step.Monitor, NextReview = WorkedCase.InDays(14),
        },
        ["4: more severe depression"] = () => new(Triage, [.. Story.First(phq9: 16, gad7: 10, wsas: 18), .. Today(A.Described(Wire.Problem.Depression))])
        {
            Rule = "more-severe-depression", Outcome = Wire.Outcome.Enter, Step = Wire.Step.High, NextReview = s_sixWeeks,
        },
        ["4: more severe depression, guided self-help chosen"] = () => new(Triage,
            [.. Story.First(phq9: 16, gad7: 10, wsas: 18), .. Today(A.Described(Wire.Problem.Depression), A.Prefers(Wire.Preference.GuidedSelfHelp))])
        {
            Rule = "self-help-by-choice", Outcome = Wire.Outcome.Enter, Step = Wire.Step.Low, Flags = [Wire.Flag.ByChoice, Wire.Flag.EarlyReview], NextReview = WorkedCase.InDays(14),
        },
        ["6: severe on everything"] = () => new(Triage, Story.First(phq9: 22, gad7: 17, wsas: 30))
        {
            Rule = "severe-depression", Outcome = Wire.Outcome.Enter, Step = Wire.Step.High, Flags = [Wire.Flag.EarlyReview], NextReview = WorkedCase.InDays(7),
        },
        ["8: little to treat, and thoughts of death on several days"] = () => new(Triage, Story.First(phq9: 6, gad7: 5, wsas: 4, item9: 1))
        {
            Rule = "active-monitoring", Outcome = Wire.Outcome.Enter, Step = Wire.Step.Monitor, Tasks = [Wire.TaskKind.SameDay], Flags = [Wire.Flag.RiskFirst], NextReview = WorkedCase.WithinHours,
        },
        ["10: post-traumatic stress for eight months, no dissociation, no preference"] = () => new(Triage,
            [
                .. Story.First(phq9: 14, gad7: 14, wsas: 22),
                .. Today(
                    A.Described(Wire.Problem.PostTraumaticStress), A.Trauma("2026-03-23"), A.Prefers(Wire.Preference.NoPreference),
                    A.Circumstances((Wire.Circumstance.Dissociation, Wire.Answer.No))),
            ])
        {
            Rule = "post-traumatic-stress", Outcome = Wire.Outcome.Enter, Step = Wire.Step.High, NextReview = s_sixWeeks, Facts = [("DaysSinceTrauma", "245"), ("PairedMeasure", "Gad7")],
        },
        ["12: a trauma two weeks ago, below the line of PCL-5"] = () => new(Triage,
            [
                .. Story.First(phq9: 8, gad7: 6, wsas: 8),
                .. Today(A.Described(Wire.Problem.PostTraumaticStress), A.Trauma("2026-11-09"), A.Total(Wire.Instrument.Pcl5, 24)),
            ])
        {
            Rule = "trauma-within-a-month", Outcome = Wire.Outcome.Enter, Step = Wire.Step.Monitor, Flags = [Wire.Flag.UnverifiedMeasure], NextReview = WorkedCase.InDays(28),
            Facts = [("DaysSinceTrauma", "14"), ("PairedMeasure", "Pcl5"), ("Pcl5", "24"), ("AtCaseness", "no")],
        },
        ["12: a trauma two weeks ago, nobody has assigned a problem"] = () => new(Triage, [.. Story.First(phq9: 8, gad7: 6, wsas: 8), .. Today(A.Trauma("2026-11-09"))])
        {
            Rule = "trauma-within-a-month", Outcome = Wire.Outcome.Enter, Step = Wire.Step.Monitor, NextReview = WorkedCase.InDays(28), Facts = [("Problem", "NoDescriptor"), ("PairedMeasure", "Gad7")],
        },
        ["14: obsessions with mild impairment"] = () => new(Triage,
            [.. Story.First(phq9: 9, gad7: 7, wsas: 9), .. Today(A.Described(Wire.Problem.ObsessiveCompulsive), A.Total(Wire.Instrument.OciR, 24))])
        {
            Rule = "ocd-mild", Outcome = Wire.Outcome.Enter, Step = Wire.Step.Low, NextReview = WorkedCase.InDays(28),
            Facts = [("PairedMeasure", "OciR"), ("OciR", "24"), ("AtCaseness", "yes")],
        },
        ["16: generalised anxiety with marked impairment"] = () => new(Triage, [.. Story.First(phq9: 9, gad7: 16, wsas: 24), .. Today(A.Described(Wire.Problem.GeneralisedAnxiety))])
        {
            Rule = "gad-with-marked-impairment", Outcome = Wire.Outcome.Enter, Step = Wire.Step.High, NextReview = s_sixWeeks,
        },
        ["18: guided self-help last autumn did not help"] = () => new(Triage,
            [
                A.ReferredAfter(new Wire.PriorCourse { Step = Wire.Step.Low, Sessions = 6, EndedOn = "2025-11-30", ReliablyImproved = Wire.Answer.No }).On(Story.Today),
                .. Story.First(phq9: 13, gad7: 11, wsas: 14).Skip(1),
            ])
        {
            Rule = "prior-low-without-response", Outcome = Wire.Outcome.Enter, Step = Wire.Step.High, NextReview = s_sixWeeks,
            Facts = [("PriorLowSessions", "6"), ("PriorLowImproved", "no")],
        },
        ["20: fifteen years old"] = () => new(Triage, [.. Story.First(phq9: 12, gad7: 9, wsas: 14), .. Today(A.Aged(15))])
        {
            Rule = "under-16", Outcome = Wire.Outcome.OutOfScope, Toward = "young people's mental-health service", NextReview = s_sixWeeks,
        },
        ["20: fifteen years old, and no adult score was taken"] = () => new(Triage, [A.Referral.On(Story.Today), .. Today(A.Aged(15))])
        {
            Rule = "under-16", Outcome = Wire.Outcome.OutOfScope, Toward = "young people's mental-health service", Missing = ["Item9"],
            Tasks = [Wire.TaskKind.AskRisk], NextReview = WorkedCase.InDays(7),
        },
        ["22: eight of nine items that add up to twelve, the ninth not answered"] = () => new(Triage,
            [A.Referral.On(Story.Today), .. Today(A.Phq9Items(2, 2, 2, 2, 1, 1, 1, 1, null), A.Gad7(9), A.Wsas(14))])
        {
            Rule = "start-low", Outcome = Wire.Outcome.InsufficientData, Provisional = (Wire.Outcome.Enter, Wire.Step.Low), Missing = ["Phq9", "Item9"],
            Tasks = [Wire.TaskKind.AskRisk], NextReview = WorkedCase.InDays(7), Facts = [("Phq9", "unknown"), ("Item9", "unknown")],
        },
        ["26: cannot read English, no device, no interpreter booked"] = () => new(Triage,
            [
                .. Story.First(phq9: 12, gad7: 9, wsas: 14),
                .. Today(A.Circumstances(
                    (Wire.Circumstance.SpeaksServiceLanguage, Wire.Answer.No), (Wire.Circumstance.ReadsComfortably, Wire.Answer.No), (Wire.Circumstance.DigitalAccess, Wire.Answer.No),
                    (Wire.Circumstance.InterpreterBooked, Wire.Answer.No), (Wire.Circumstance.PrivateSpace, Wire.Answer.Yes))),
            ])
        {
            Rule = "start-low", Outcome = Wire.Outcome.Enter, Step = Wire.Step.Low, NextReview = WorkedCase.InDays(28),
            Excluded = [Wire.Format.Digital, Wire.Format.Book], Preferred = [Wire.Format.Telephone, Wire.Format.Interpreted],
        },
        ["28: an active eating disorder"] = () => new(Triage,
            [.. Story.First(phq9: 13, gad7: 10, wsas: 14), .. Today(A.Circumstances((Wire.Circumstance.EatingDisorder, Wire.Answer.Yes)))])
        {
            Rule = "eating-disorder", Outcome = Wire.Outcome.OutOfScope, Toward = "eating-disorder service", NextReview = s_sixWeeks,
        },
    };

    public static TheoryData<string> Cases => [.. s_cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Care_begins_as_in_the_worked_case(string number)
    {
        foreach (var store in new[] { BothServers.Embedded, BothServers.Redis })
        {
            await s_cases[number]().PlayAsync(servers.On(store).Course());
        }
    }

    [Theory, OnBothStores]
    public async Task In_case_8_the_risk_is_seen_to_beside_the_step_and_nothing_waits_for_it(string store)
    {
        var (asked, without) = (servers.On(store).Course(), servers.On(store).Course());
        var beside = (await asked.TriageAsync(Story.First(phq9: 6, gad7: 5, wsas: 4, item9: 1))).Clinician;
        var calm = (await without.TriageAsync(Story.First(phq9: 6, gad7: 5, wsas: 4))).Clinician.Advice;

        await asked.RecordAsync(Today(A.Started(Wire.Step.Monitor), A.Session()));

        Assert.Equal((calm.Outcome, calm.Step, calm.Rule, calm.Reasons[0]), (beside.Advice.Outcome, beside.Advice.Step, beside.Advice.Rule, beside.Advice.Reasons[0]));
        var episode = await asked.GetAsync();
        Assert.Equal((Wire.Step.Monitor, Wire.TaskKind.SameDay), (episode.Step, Assert.Single(episode.Tasks).Kind));
        Assert.Null(episode.Tasks[0].ClosedAt);
    }

    [Theory, OnBothStores]
    public async Task In_case_24_an_item_of_five_is_no_answer_and_nothing_is_kept_of_it(string store)
    {
        var course = servers.On(store).Course();

        var failure = await course.RefusedAsync("INVALID_FIELDS", () => course.TriageAsync(A.Referral, A.Phq9Items(0, 5, 0, 0, 0, 0, 0, 0, 0), A.Gad7(9), A.Wsas(14)));

        Assert.Equal((StatusCode.InvalidArgument, "events[1].score_recorded.items[1]"), (failure.Code, Assert.Single(failure.Fields)));
    }

    private static Wire.Event[] Today(params Wire.Event[] events) => events.On(Story.Today);
}
