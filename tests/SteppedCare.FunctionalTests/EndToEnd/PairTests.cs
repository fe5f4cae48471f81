using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>A problem is measured by its own questionnaire beside PHQ-9, from the wire to the facts; when the problem changes, so does the pair, and nothing already said is unsaid.</summary>
[Collection(nameof(BothServers))]
public sealed class PairTests(BothServers servers)
{
    private const Wire.DecisionCall Review = Wire.DecisionCall.Review;

    private static readonly string[] s_outcomes = ["PairedMeasure", "PairChanged", "ReliableImprovement", "Recovery", "NoResponse", "AtCaseness"];

    // PHQ-9 hardly moves; GAD-7 recovers, SPIN does not.
    private static Wire.Event[] AnxietyFellAndSpinDidNot =>
    [
        .. Story.Weekly(Wire.Step.High, wsas: 14, item9: 0, (9, 14), (9, 11), (8, 9), (8, 7)),
        A.Total(Wire.Instrument.Spin, 40).On(Story.DaysAgo(28)), A.Total(Wire.Instrument.Spin, 38).On(Story.Today),
    ];

    [Theory, OnBothStores]
    public async Task A_problem_assigned_in_mid_course_changes_the_pair_and_the_outcome_over_the_whole_course(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync(AnxietyFellAndSpinDidNot);
        var before = await course.FactsAsync(Review);
        var first = (await course.ReviewAsync()).Clinician;
        course.Server.Clock.Now += TimeSpan.FromDays(1);
        await course.RecordAsync(A.Described(Wire.Problem.SocialAnxiety).On(Story.DaysAgo(-1)));
        var after = await course.FactsAsync(Review);

        var second = (await course.ReviewAsync()).Clinician;

        Assert.Equal(["Gad7", "no", "yes", "yes", "no", "no"], s_outcomes.Select(fact => before[fact]));
        Assert.Equal(["Spin", "yes", "no", "no", "yes", "yes"], s_outcomes.Select(fact => after[fact]));
        Assert.DoesNotContain(Wire.Flag.PairChanged, first.Advice.Flags);
        Assert.Equal([.. first.Advice.Flags, Wire.Flag.UnverifiedMeasure, Wire.Flag.PairChanged], second.Advice.Flags);
        Assert.NotEqual(first.Advice.Rule, second.Advice.Rule);
    }

    [Theory, OnBothStores]
    public async Task The_earlier_decision_keeps_its_own_pair_and_a_later_one_has_nothing_new_to_say_of_it(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync(AnxietyFellAndSpinDidNot);
        var first = (await course.ReviewAsync()).Clinician;
        course.Server.Clock.Now += TimeSpan.FromDays(1);
        var second = (await course.ReviewAsync(A.Described(Wire.Problem.SocialAnxiety).On(Story.DaysAgo(-1)))).Clinician;

        var third = (await course.ReviewAsync()).Clinician;

        Assert.Equal(first, await course.GetDecisionAsync(first.Name));
        Assert.Equal(second, await course.GetDecisionAsync(second.Name));
        Assert.Contains(Wire.Flag.PairChanged, second.Advice.Flags);
        Assert.DoesNotContain(Wire.Flag.PairChanged, third.Advice.Flags);
        Assert.All((await course.GetAsync()).Decisions, line => Assert.False(line.InputsChanged));
    }

    [Theory, OnBothStores]
    public async Task A_problem_told_late_changes_the_inputs_of_a_decision_it_would_have_spoken_to(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync(AnxietyFellAndSpinDidNot);
        var first = (await course.ReviewAsync()).Clinician;

        await course.RecordAsync(A.Described(Wire.Problem.SocialAnxiety).On(Story.DaysAgo(14)));

        var told = await course.GetDecisionAsync(first.Name);
        Assert.True(told.InputsChanged);
        Assert.Equal(first.Advice, told.Advice);
        Assert.Equal("Spin", (await course.FactsAsync(Review))["PairedMeasure"]);
    }

    [Theory, OnBothStores]
    public async Task A_problem_that_a_clinician_withdrew_is_measured_by_GAD_7_again(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync([.. AnxietyFellAndSpinDidNot, A.Described(Wire.Problem.SocialAnxiety).On(Story.DaysAgo(28))]);
        var assigned = await course.FactsAsync(Review);

        await course.RecordAsync(new Wire.Event { HappenedOn = Story.Today, ProblemDescribed = new() });
        var byAnyForm = await course.FactsAsync(Review);
        await course.RecordAsync(new Wire.Event
        {
            HappenedOn = Story.Today,
            ProblemDescribed = new() { Status = Wire.DescriptorStatus.ClinicianAssigned, AssignedBy = "clinician-1" },
        });

        Assert.Equal(
            ("Spin", "Spin", "Gad7"),
            (assigned["PairedMeasure"], byAnyForm["PairedMeasure"], (await course.FactsAsync(Review))["PairedMeasure"]));
    }

    [Theory, OnBothStores]
    public async Task Every_problem_with_a_measure_of_its_own_is_paired_with_it_through_the_door(string store)
    {
        (Wire.Problem Problem, Wire.Event[] Scores, string Pair)[] pairs =
        [
            (Wire.Problem.SocialAnxiety, [A.Total(Wire.Instrument.Spin, 40)], "Spin"),
            (Wire.Problem.PostTraumaticStress, [A.Total(Wire.Instrument.Pcl5, 48)], "Pcl5"),
            (Wire.Problem.PostTraumaticStress, [A.Total(Wire.Instrument.Pcl5, 48, "past-week")], "Pcl5"),
            (Wire.Problem.PostTraumaticStress, [A.Total(Wire.Instrument.IesR, 40)], "IesR"),
            (Wire.Problem.Agoraphobia, [A.Total(Wire.Instrument.MobilityInventory, 2.75)], "MobilityInventory"),
            (Wire.Problem.ObsessiveCompulsive, [A.Total(Wire.Instrument.Oci, 60)], "Oci"),
            (Wire.Problem.ObsessiveCompulsive, [A.Total(Wire.Instrument.OciR, 30)], "OciR"),
            (Wire.Problem.Panic, [A.Total(Wire.Instrument.Pdss, 12)], "Pdss"),
            (Wire.Problem.Panic, [A.Total(Wire.Instrument.Pdss, 12, "self-report")], "Pdss"),
            (Wire.Problem.HealthAnxiety, [A.Total(Wire.Instrument.Hai, 24)], "Hai"),
            (Wire.Problem.IrritableBowel, [A.Total(Wire.Instrument.IbsSss, 200)], "IbsSss"),
            (Wire.Problem.ChronicFatigue, [A.Total(Wire.Instrument.Cfq, 20, "likert")], "Cfq"),
            (Wire.Problem.UnexplainedSymptoms, [A.Total(Wire.Instrument.Phq15, 16)], "Phq15"),
            (Wire.Problem.BodyDysmorphia, [A.Total(Wire.Instrument.Biq, 50)], "Gad7"),
            (Wire.Problem.ChronicFatigue, [A.Total(Wire.Instrument.Cfq, 6, "bimodal")], "Gad7"),
            (Wire.Problem.SpecificPhobia, [], "Gad7"),
            (Wire.Problem.Depression, [A.Total(Wire.Instrument.Spin, 40)], "Gad7"),
        ];
        foreach (var (problem, scores, pair) in pairs)
        {
            var course = servers.On(store).Course();

            await course.TriageAsync([.. A.Mild, A.Described(problem), .. scores]);

            Assert.Equal((problem, pair), (problem, (await course.FactsAsync(Wire.DecisionCall.Triage))["PairedMeasure"]));
        }
    }

    [Theory, OnBothStores]
    public async Task The_Mobility_Inventory_is_a_mean_with_decimals_by_items_and_by_total(string store)
    {
        // Of 27 situations 25 apply: 18 of 2 and 7 of 3 points make 57, a mean of 2.28.
        double?[] items = [.. Enumerable.Repeat<double?>(2, 18), .. Enumerable.Repeat<double?>(3, 7), null, null];
        foreach (var (score, mean, atCaseness) in new[]
        {
            (A.Items(Wire.Instrument.MobilityInventory, items), "2.28", "no"),
            (A.Total(Wire.Instrument.MobilityInventory, 2.28), "2.28", "no"),
            (A.Total(Wire.Instrument.MobilityInventory, 2.333), "2.333", "yes"),
        })
        {
            var course = servers.On(store).Course();
            Wire.Event[] told = [A.Referral, A.Phq9(8), A.Gad7(6), A.Wsas(8), A.Described(Wire.Problem.Agoraphobia), score];

            var advice = (await course.TriageAsync(told)).Clinician.Advice;

            var facts = await course.FactsAsync(Wire.DecisionCall.Triage);
            Assert.Equal((mean, "MobilityInventory", atCaseness), (facts["Mobility"], facts["PairedMeasure"], facts["AtCaseness"]));
            Assert.Equal([Wire.Flag.UnverifiedMeasure], advice.Flags);
            Assert.Equal(told, (await course.GetAsync()).Events.Select(recorded => recorded.Event));
        }
    }

    [Theory, OnBothStores]
    public async Task A_mean_told_with_one_decimal_claims_nothing_near_a_line_and_says_so(string store)
    {
        foreach (var (mean, atCaseness) in new[] { (2.3, "unknown"), (2.6, "yes") })
        {
            var course = servers.On(store).Course();

            var advice = (await course.TriageAsync(
                A.Referral, A.Phq9(8), A.Gad7(6), A.Wsas(8), A.Described(Wire.Problem.Agoraphobia), A.Total(Wire.Instrument.MobilityInventory, mean))).Clinician.Advice;

            Assert.Equal(atCaseness, (await course.FactsAsync(Wire.DecisionCall.Triage))["AtCaseness"]);
            Assert.Contains(Wire.Flag.RoundedScore, advice.Flags);
        }
    }

    [Theory, OnBothStores]
    public async Task Five_situations_of_the_Mobility_Inventory_may_be_skipped_and_six_may_not(string store)
    {
        foreach (var (skipped, mean) in new[] { (5, "3"), (6, "unknown") })
        {
            var course = servers.On(store).Course();
            double?[] items = [.. Enumerable.Repeat<double?>(3, 27 - skipped), .. new double?[skipped]];

            await course.TriageAsync([.. A.Mild, A.Described(Wire.Problem.Agoraphobia), A.Items(Wire.Instrument.MobilityInventory, items)]);

            Assert.Equal(mean, (await course.FactsAsync(Wire.DecisionCall.Triage))["Mobility"]);
        }
    }

    [Theory, OnBothStores]
    public async Task The_42_items_of_the_OCI_are_added_up_and_two_may_be_left_out(string store)
    {
        foreach (var (leftOut, total, flags) in new (int, string, Wire.Flag[])[]
        {
            (0, "42", [Wire.Flag.UnverifiedMeasure]), (2, "42", [Wire.Flag.ProRated, Wire.Flag.UnverifiedMeasure]), (3, "unknown", []),
        })
        {
            var course = servers.On(store).Course();
            double?[] items = [.. Enumerable.Repeat<double?>(1, 42 - leftOut), .. new double?[leftOut]];
            Wire.Event[] told = [.. A.Mild, A.Described(Wire.Problem.ObsessiveCompulsive), A.Items(Wire.Instrument.Oci, items)];

            var advice = (await course.TriageAsync(told)).Clinician.Advice;

            Assert.Equal(total, (await course.FactsAsync(Wire.DecisionCall.Triage))["Oci"]);
            Assert.Equal(flags, advice.Flags);
            Assert.Equal(told, (await course.GetAsync()).Events.Select(recorded => recorded.Event));
        }
    }

    [Theory, OnBothStores]
    public async Task The_two_scorings_of_the_Chalder_scale_are_two_facts(string store)
    {
        var course = servers.On(store).Course();

        await course.TriageAsync([.. A.Mild, A.Total(Wire.Instrument.Cfq, 20, "likert"), A.Total(Wire.Instrument.Cfq, 6, "bimodal")]);

        var facts = await course.FactsAsync(Wire.DecisionCall.Triage);
        Assert.Equal(("20", "6"), (facts["Cfq"], facts["CfqBimodal"]));
        Assert.Equal(["likert", "bimodal"], (await course.GetAsync()).Events.TakeLast(2).Select(recorded => recorded.Event.ScoreRecorded.Version));
    }
}
