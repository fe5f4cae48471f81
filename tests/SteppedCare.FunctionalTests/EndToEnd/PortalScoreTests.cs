using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Scores as portals really have them: totals alone, items alone, answers left out, two of a day. What was told is kept as told; what can be claimed is claimed.</summary>
[Collection(nameof(BothServers))]
public sealed class PortalScoreTests(BothServers servers)
{
    private const Wire.DecisionCall Triage = Wire.DecisionCall.Triage;
    private const Wire.DecisionCall Review = Wire.DecisionCall.Review;

    [Theory, OnBothStores]
    public async Task With_totals_alone_a_step_is_found_and_item_9_is_asked_for(string store)
    {
        var course = servers.On(store).Course();
        Wire.Event[] told = [A.Referral, A.Total(Wire.Instrument.Phq9, 12), A.Gad7(9), A.Wsas(14)];

        var decision = (await course.TriageAsync(told)).Clinician;

        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low, "start-low"), (decision.Advice.Outcome, decision.Advice.Step, decision.Advice.Rule));
        Assert.Equal((Wire.TaskKind.AskRisk, false), (Assert.Single(decision.Tasks).Kind, decision.Tasks[0].RiskFirst));
        Assert.Empty(decision.Advice.Flags);
        var facts = await course.FactsAsync(Triage);
        Assert.Equal(("12", "unknown", "not stated"), (facts["Phq9"], facts["Item9"], facts["LastAnsweredItem9"]));
        Assert.Equal(told, await EventsAsync(course));
    }

    [Theory, OnBothStores]
    public async Task With_items_alone_the_totals_are_their_sums_and_none_is_written_into_what_was_told(string store)
    {
        var course = servers.On(store).Course();
        Wire.Event[] told = [A.Referral, A.Phq9Items(2, 2, 2, 2, 1, 1, 1, 1, 0), A.Items(Wire.Instrument.Gad7, 2, 2, 1, 1, 1, 1, 1), A.Items(Wire.Instrument.Wsas, 4, 3, 3, 2, 2)];

        var decision = (await course.TriageAsync(told)).Clinician;

        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low), (decision.Advice.Outcome, decision.Advice.Step));
        Assert.Empty(decision.Tasks);
        var facts = await course.FactsAsync(Triage);
        Assert.Equal(("12", "0", "9", "14"), (facts["Phq9"], facts["Item9"], facts["Gad7"], facts["Wsas"]));
        Assert.Equal(told, await EventsAsync(course));
        Assert.All(told.Skip(1), score => Assert.False(score.ScoreRecorded.HasTotal));
    }

    [Theory, OnBothStores]
    public async Task Without_a_descriptor_as_most_referrals_are_care_begins_and_nobody_infers_one(string store)
    {
        var course = servers.On(store).Course();

        var decision = (await course.TriageAsync(A.Mild)).Clinician;

        var facts = await course.FactsAsync(Triage);
        Assert.Equal(("NoDescriptor", "None", "Gad7"), (facts["Problem"], facts["Descriptor"], facts["PairedMeasure"]));
        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low), (decision.Advice.Outcome, decision.Advice.Step));
        Assert.DoesNotContain(await EventsAsync(course), told => told.ContentCase == Wire.Event.ContentOneofCase.ProblemDescribed);
    }

    [Theory, OnBothStores]
    public async Task A_first_guess_at_the_problem_changes_no_rule_and_no_pair(string store)
    {
        var (guessed, plain) = (servers.On(store).Course(), servers.On(store).Course());
        var guess = new Wire.Event { HappenedOn = A.Asked, ProblemDescribed = new() { Problem = Wire.Problem.SocialAnxiety, Status = Wire.DescriptorStatus.Provisional } };

        var with = (await guessed.TriageAsync([.. A.Mild, A.Total(Wire.Instrument.Spin, 40), guess])).Clinician.Advice;
        var without = (await plain.TriageAsync([.. A.Mild, A.Total(Wire.Instrument.Spin, 40)])).Clinician.Advice;

        Assert.Equal((without.Rule, without.Step, without.Flags), (with.Rule, with.Step, with.Flags));
        var facts = await guessed.FactsAsync(Triage);
        Assert.Equal(("NoDescriptor", "Provisional", "Gad7"), (facts["Problem"], facts["Descriptor"], facts["PairedMeasure"]));
    }

    [Theory, OnBothStores]
    public async Task Where_work_does_not_apply_four_items_are_a_score_by_items_and_by_total(string store)
    {
        foreach (var wsas in new[] { A.WsasWithoutWork(4, 4, 3, 3), A.Total(Wire.Instrument.Wsas, 14, set: Wire.ItemSet.WithoutWork) })
        {
            var course = servers.On(store).Course();
            Wire.Event[] told = [A.Referral, A.Phq9(12), A.Gad7(9), wsas];

            var decision = (await course.TriageAsync(told)).Clinician;

            Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low), (decision.Advice.Outcome, decision.Advice.Step));
            Assert.Equal("14", (await course.FactsAsync(Triage))["Wsas"]);
            Assert.Equal(told, await EventsAsync(course));
        }
    }

    [Theory]
    [InlineData(BothServers.Embedded, true)]
    [InlineData(BothServers.Redis, true)]
    [InlineData(BothServers.Embedded, false)]
    [InlineData(BothServers.Redis, false)]
    public async Task Five_items_are_never_compared_with_four(string store, bool alike)
    {
        var course = servers.On(store).Course();
        var before = alike ? A.WsasWithoutWork(3, 3, 2, 2) : A.Items(Wire.Instrument.Wsas, 2, 2, 2, 2, 2);
        await course.RecordAsync(
            [A.Referral, A.Started(Wire.Step.Low), .. A.Measured("2026-11-09", 12, 9), before.On("2026-11-09"), .. A.Measured("2026-11-16", 12, 9)]);

        var decision = (await course.ReviewAsync(A.WsasWithoutWork(6, 6, 6, 6).On("2026-11-16"))).Clinician;

        var facts = await course.FactsAsync(Review);
        Assert.Equal("24", facts["Wsas"]);
        Assert.Equal(alike ? ("-14", "yes") : ("unknown", "unknown"), (facts["WsasFall"], facts["RapidFunctionalDecline"]));
        Assert.Equal(alike ? Wire.Outcome.UrgentReview : Wire.Outcome.Continue, decision.Advice.Outcome);
    }

    [Theory, OnBothStores]
    public async Task Work_left_unanswered_is_not_work_that_does_not_apply(string store)
    {
        var course = servers.On(store).Course();

        var advice = (await course.TriageAsync(A.Referral, A.Phq9(12), A.Gad7(9), A.Items(Wire.Instrument.Wsas, null, 4, 4, 3, 3))).Clinician.Advice;

        Assert.Equal(Wire.Outcome.InsufficientData, advice.Outcome);
        Assert.Equal(["Wsas"], advice.MissingFacts);
        Assert.Equal("unknown", (await course.FactsAsync(Triage))["Wsas"]);
    }

    [Theory, OnBothStores]
    public async Task Of_two_completions_on_a_day_the_last_by_time_counts_and_both_are_kept(string store)
    {
        var course = servers.On(store).Course();
        var (afternoon, morning) = (A.Phq9(12), A.Phq9(17));
        (afternoon.TimeOfDay, morning.TimeOfDay) = ("14:30", "08:15");
        Wire.Event[] told = [A.Referral, afternoon, morning, A.Gad7(9), A.Wsas(14)];

        var decision = (await course.TriageAsync(told)).Clinician;

        Assert.Equal("start-low", decision.Advice.Rule);
        Assert.Equal("12", (await course.FactsAsync(Triage))["Phq9"]);
        Assert.Equal(told, await EventsAsync(course));
    }

    [Theory, OnBothStores]
    public async Task A_thought_of_death_of_the_morning_is_not_taken_back_by_a_total_of_the_afternoon(string store)
    {
        var course = servers.On(store).Course();
        var (morning, afternoon) = (A.Phq9(12, item9: 2), A.Total(Wire.Instrument.Phq9, 11));
        (morning.TimeOfDay, afternoon.TimeOfDay) = ("08:15", "14:30");

        var decision = (await course.TriageAsync(A.Referral, morning, afternoon, A.Gad7(9), A.Wsas(14))).Clinician;

        Assert.Equal([Wire.TaskKind.SameDay, Wire.TaskKind.AskRisk], decision.Tasks.Select(task => task.Kind));
        Assert.Contains(Wire.Flag.RiskFirst, decision.Advice.Flags);
        var facts = await course.FactsAsync(Triage);
        Assert.Equal(("11", "unknown", "2"), (facts["Phq9"], facts["Item9"], facts["LastAnsweredItem9"]));
    }

    [Theory]
    [InlineData(BothServers.Embedded, 1, "12")]
    [InlineData(BothServers.Redis, 1, "12")]
    [InlineData(BothServers.Embedded, 2, "13")]
    [InlineData(BothServers.Redis, 2, "13")]
    public async Task One_or_two_items_left_out_are_filled_with_the_mean_of_the_others_and_it_is_said(string store, int leftOut, string total)
    {
        var course = servers.On(store).Course();
        Wire.Event[] told = [A.Referral, WithLeftOut(leftOut), A.Gad7(9), A.Wsas(14)];

        var decision = (await course.TriageAsync(told)).Clinician;

        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low), (decision.Advice.Outcome, decision.Advice.Step));
        Assert.Equal([Wire.Flag.ProRated], decision.Advice.Flags);
        Assert.Empty(decision.Tasks);
        var facts = await course.FactsAsync(Triage);
        Assert.Equal((total, "0", "yes"), (facts["Phq9"], facts["Item9"], facts["ProRated"]));
        Assert.Equal(told, await EventsAsync(course));
    }

    [Theory, OnBothStores]
    public async Task With_three_items_left_out_the_questionnaire_is_disregarded_and_its_answers_are_kept(string store)
    {
        var course = servers.On(store).Course();
        Wire.Event[] told = [A.Referral, WithLeftOut(3), A.Gad7(9), A.Wsas(14)];

        var decision = (await course.TriageAsync(told)).Clinician;

        Assert.Equal((Wire.Outcome.InsufficientData, Wire.Step.Unspecified), (decision.Advice.Outcome, decision.Advice.Step));
        Assert.Equal(["Phq9"], decision.Advice.MissingFacts);
        Assert.Empty(decision.Advice.Flags);
        var facts = await course.FactsAsync(Triage);
        Assert.Equal(("unknown", "0"), (facts["Phq9"], facts["Item9"]));
        Assert.Equal(told, await EventsAsync(course));
    }

    [Theory, OnBothStores]
    public async Task An_older_score_does_not_stand_in_for_one_that_was_disregarded(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);

        var decision = (await course.TriageAsync(WithLeftOut(3).On("2026-11-16"))).Clinician;

        Assert.Equal(Wire.Outcome.InsufficientData, decision.Advice.Outcome);
        Assert.Equal(["Phq9"], decision.Advice.MissingFacts);
    }

    [Theory, OnBothStores]
    public async Task With_item_9_left_out_no_total_is_claimed_and_it_is_never_filled_in(string store)
    {
        var course = servers.On(store).Course();

        var decision = (await course.TriageAsync(A.Referral, A.Phq9Items(3, 3, 3, 3, 3, 3, 3, 3, null), A.Gad7(9), A.Wsas(14))).Clinician;

        Assert.Equal(Wire.Outcome.InsufficientData, decision.Advice.Outcome);
        Assert.Equal(Wire.TaskKind.AskRisk, Assert.Single(decision.Tasks).Kind);
        var facts = await course.FactsAsync(Triage);
        Assert.Equal(("unknown", "unknown", "no"), (facts["Phq9"], facts["Item9"], facts["ProRated"]));
    }

    // Of eleven or ten points over the others; item 9 is answered with 0.
    private static Wire.Event WithLeftOut(int items) => items switch
    {
        1 => A.Phq9Items(2, 2, 2, 2, 1, 1, 1, null, 0),
        2 => A.Phq9Items(2, 2, 2, 2, 1, 1, null, null, 0),
        _ => A.Phq9Items(2, 2, 2, 2, 1, null, null, null, 0),
    };

    private static async Task<IEnumerable<Wire.Event>> EventsAsync(Course course) => (await course.GetAsync()).Events.Select(recorded => recorded.Event);
}
