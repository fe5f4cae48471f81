using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.FactBuilding;

public sealed class FactBuilderTests
{
    private const int Unknown = FactCode.Unknown;

    [Fact]
    public void At_the_front_door_scores_are_known_and_nothing_else_is_made_up()
    {
        var facts = Begun().Tell(Day(0), Phq9(12), Gad7(9), Wsas(14)).Facts(0);

        Assert.Equal((12, 9, 14, 0), (facts[FactNumber.Phq9], facts[FactNumber.Gad7], facts[FactNumber.Wsas], facts[FactNumber.Item9]));
        Assert.Equal((Unknown, Unknown, Unknown), (facts[FactNumber.Age], facts[FactNumber.DigitalAccess], facts[FactNumber.Step]));
        Assert.Equal((Unknown, Unknown), (facts[FactNumber.Plan], facts[FactNumber.Preference]));
        Assert.True(facts.Truth(FactNumber.Plan).IsFalse);
        Assert.Equal((1, Unknown, Unknown), (facts[FactNumber.Unpaired], facts[FactNumber.ReliableImprovement], facts[FactNumber.NoResponse]));
        Assert.Equal((0, 0), (facts[FactNumber.Problem], facts[FactNumber.Descriptor]));
    }

    [Fact]
    public void What_is_always_known_is_always_set()
    {
        var facts = Begun().Facts(3);

        foreach (var number in new[]
        {
            FactNumber.RiskReviewed, FactNumber.ProRated, FactNumber.Unpaired, FactNumber.MissedInARow, FactNumber.AttendedTreatments, FactNumber.UnmeasuredInARow,
            FactNumber.UnscoredInARow, FactNumber.ReviewsWithoutImprovement, FactNumber.DaysSinceReferral, FactNumber.DaysSinceLastContact, FactNumber.Problem,
            FactNumber.Descriptor,
        })
        {
            Assert.NotEqual(Unknown, facts[number]);
        }
    }

    [Fact]
    public void Every_fact_of_the_table_is_built_somewhere_and_stays_in_its_range()
    {
        Facts[] people = [.. Stories()];

        foreach (var row in FactTable.All)
        {
            int[] values = [.. people.Select(facts => facts[row.Number]).Where(value => value != Unknown)];
            Assert.True(values.Length > 0, row.Name);
            Assert.All(values, value => Assert.InRange(value, row.Least, row.Most));
        }

        static IEnumerable<Facts> Stories()
        {
            var story = Begun(new PriorCourse(Step.Low, 6, null, Answer.No), new PriorCourse(Step.High, 3, Day(-10), Answer.Yes));
            story.Tell(
                Day(0),
                new RiskAnswered([.. Enum.GetValues<RiskTopic>().Skip(1).Select(topic => new RiskAnswer(topic, Answer.Yes))]),
                new CircumstancesAnswered(34, Preference.GuidedSelfHelp, [.. Enum.GetValues<Circumstance>().Skip(1).Select(circumstance => new CircumstanceAnswer(circumstance, Answer.Yes))])
                {
                    TraumaOn = Day(-30),
                },
                new ProblemDescribed(Problem.Depression, DescriptorStatus.ClinicianAssigned),
                new StepStarted(Step.Low),
                new StepDeclined(Step.High));
            yield return story.Facts(1);
            story.Session(1, 20, 15).Tell(Day(1), Wsas(20));
            yield return story.Facts(2);
            story.Session(8, 10, 8).Session(15, 9, 7).Tell(Day(15), Wsas(12));
            yield return FactBuilder.Build(story.History, AsOf(16), new Norms([], [], [], [new ResponseCurve(Step.Low, 5, 27, default, 1) { Points = [new(2, 4, 6)] }]));
            story.Decide(17, DecisionCall.Review, Step.High, riskFirst: false, null, Outcome.StepUp).Tell(Day(18), new ProblemDescribed(Problem.Agoraphobia, DescriptorStatus.ClinicianAssigned));
            story.Tell(Day(18), [.. InstrumentCatalogue.All.Where(instrument => instrument.IsMean || instrument.TotalMax > 0)
                .Select(instrument => new ScoreRecorded(instrument.Code, [], instrument.IsMean ? 2_500 : 10_000) { Version = instrument.Version })]);
            yield return story.Facts(19);
            story.Tell(Day(20), new ScoreRecorded(InstrumentCode.MobilityInventory, [], 2_500), new ScoreRecorded(InstrumentCode.Gad7, [], 9_000));
            yield return story.Facts(20);
            yield return Begun().Tell(Day(0), Phq9(12), Gad7(9)).Tell(Day(29), Treated()).Facts(29);
            yield return Begun().Tell(Day(0), Phq9(12, 3), new RiskAnswered([new(RiskTopic.Plan, Answer.Yes)]), new RiskAnswered([new(RiskTopic.Plan, Answer.No)])).Facts(1);
        }
    }

    [Fact]
    public void A_decision_keeps_the_facts_of_its_own_kind_alone()
    {
        var history = Begun().Tell(Day(0), new CircumstancesAnswered(null, Preference.NotStated, [new(Circumstance.Bipolar, Answer.No)]), Phq9(12), new StepStarted(Step.Low)).History;
        var triage = FactBuilder.Build(history, AsOf(1), DecisionCall.Triage, Norms.Published);
        var review = FactBuilder.Build(history, AsOf(1), DecisionCall.Review, Norms.Published);

        Assert.Equal((0, Unknown, 12), (triage[FactNumber.Bipolar], triage[FactNumber.Step], triage[FactNumber.Phq9]));
        Assert.Equal((Unknown, 2, 12), (review[FactNumber.Bipolar], review[FactNumber.Step], review[FactNumber.Phq9]));
    }

    [Fact]
    public void A_questionnaire_left_half_way_takes_nothing_from_one_completed_that_day()
    {
        var half = Items(InstrumentCode.Phq9, 1, -1, -1, -1, -1, -1, -1, -1, -1);
        var facts = Begun().Tell(Event(Day(1), Phq9(14, 1), "morning", new TimeOnly(9, 0)), Event(Day(1), half, "later", new TimeOnly(9, 40))).Facts(1);
        Assert.Equal((14, 1), (facts[FactNumber.Phq9], facts[FactNumber.Item9]));

        var total = new ScoreRecorded(InstrumentCode.Phq9, [], 12_000);
        facts = Begun().Tell(Event(Day(1), Phq9(14, 1), "morning", new TimeOnly(9, 0)), Event(Day(1), total, "later", new TimeOnly(9, 40))).Facts(1);
        Assert.Equal((12, Unknown), (facts[FactNumber.Phq9], facts[FactNumber.Item9]));
    }

    [Fact]
    public void Of_earlier_courses_the_latest_whose_result_was_told_speaks()
    {
        PriorCourse helped = new(Step.High, 9, Day(-4_000), Answer.Yes), failed = new(Step.High, 20, Day(-90), Answer.No);
        Assert.Equal(0, Begun(helped, failed).Facts(0)[FactNumber.PriorHighImproved]);
        Assert.Equal(1, Begun(helped with { EndedOn = Day(-30) }, failed).Facts(0)[FactNumber.PriorHighImproved]);
        Assert.Equal(0, Begun(helped with { ReliablyImproved = Answer.NotStated, EndedOn = Day(-30) }, failed).Facts(0)[FactNumber.PriorHighImproved]);
    }

    [Theory]
    [InlineData(22, 1)]
    [InlineData(23, Unknown)]
    public void A_sharp_fall_is_one_of_the_last_two_weeks(int day, int rapid) =>
        Assert.Equal(rapid, Begun().Tell(Day(1), Wsas(10), Phq9(9)).Tell(Day(8), Wsas(18), Phq9(9)).Facts(day)[FactNumber.RapidFunctionalDecline]);

    [Fact]
    public void A_measure_taken_alone_does_not_say_again_what_the_other_said_before()
    {
        var story = Begun().Session(1, 14, 8).Session(8, 14, 12);
        Assert.Equal(1, story.Facts(8)[FactNumber.SharpWorsening]);
        Assert.Equal(0, story.Tell(Day(15), Treated(), Phq9(14)).Facts(15)[FactNumber.SharpWorsening]);
    }

    [Fact]
    public void Facts_follow_the_happened_order_up_to_the_date_asked_for()
    {
        var story = Begun().Session(14, 8, 6).Session(7, 16, 12);

        Assert.Equal((8, 16), (story.Facts(14)[FactNumber.Phq9], story.Facts(14)[FactNumber.Phq9Start]));
        Assert.Equal(16, story.Facts(13)[FactNumber.Phq9]);
        Assert.Equal(Unknown, story.Facts(6)[FactNumber.Phq9]);
    }

    [Fact]
    public void Of_two_completions_in_a_day_the_last_by_time_counts_and_they_are_no_pair()
    {
        var facts = Begun().Tell(Event(Day(7), Phq9(9), at: new TimeOnly(18, 0)), Event(Day(7), Phq9(20), at: new TimeOnly(9, 0)), Event(Day(7), Gad7(5))).Facts(7);

        Assert.Equal((9, 9, 1), (facts[FactNumber.Phq9], facts[FactNumber.Phq9Start], facts[FactNumber.Unpaired]));
    }

    [Fact]
    public void A_corrected_score_and_a_withdrawn_one_change_the_facts()
    {
        var story = Begun().Tell(Day(1), Phq9(12));
        Assert.Equal(21, story.Tell(Day(2), new Corrected("2.0", Day(1), null, Phq9(21))).Facts(2)[FactNumber.Phq9]);
        Assert.Equal(Unknown, story.Tell(Day(2), new Voided("2.0", VoidReason.WrongPerson)).Facts(2)[FactNumber.Phq9]);
    }

    [Fact]
    public void A_latest_questionnaire_with_too_much_left_out_is_unknown_and_an_older_one_does_not_stand_in()
    {
        var facts = Begun().Session(7, 16, 12).Tell(Day(14), Items(InstrumentCode.Phq9, -1, -1, -1, 1, 1, 1, 1, 1, 2), Gad7(3)).Facts(14);

        Assert.Equal((Unknown, 2, 16, 1), (facts[FactNumber.Phq9], facts[FactNumber.Item9], facts[FactNumber.Phq9Start], facts[FactNumber.Unpaired]));
    }

    [Fact]
    public void A_first_questionnaire_with_too_much_left_out_starts_nothing() =>
        Assert.Equal(15, Begun().Tell(Day(1), Items(InstrumentCode.Phq9, -1, -1, -1, 1, 1, 1, 1, 1, 0)).Session(7, 15, 10).Facts(7)[FactNumber.Phq9Start]);

    [Fact]
    public void A_pro_rated_total_is_given_and_flagged()
    {
        var facts = Begun().Tell(Day(1), Items(InstrumentCode.Gad7, -1, 2, 2, 2, 2, 2, 2)).Facts(1);

        Assert.Equal((14, 1), (facts[FactNumber.Gad7], facts[FactNumber.ProRated]));
    }

    [Fact]
    public void A_measure_that_was_never_taken_leaves_the_outcome_unpaired()
    {
        // Domain case 46: PHQ-9 at sessions one and four, GAD-7 never.
        var facts = Begun().Tell(Day(7), Treated(), Phq9(18)).Tell(Day(28), Treated(), Phq9(6)).Facts(28);

        Assert.Equal((1, Unknown, Unknown, Unknown), (facts[FactNumber.Unpaired], facts[FactNumber.ReliableImprovement], facts[FactNumber.Recovery], facts[FactNumber.ReliableDeterioration]));
    }

    [Fact]
    public void Recovery_is_sustained_only_at_two_measured_sessions_running_and_still_now()
    {
        var once = Begun().Session(7, 16, 12).Session(14, 12, 9).Session(21, 8, 6);
        Assert.Equal((1, 0), (once.Facts(21)[FactNumber.ReliableRecovery], once.Facts(21)[FactNumber.RecoverySustained]));

        var twice = once.Session(28, 7, 5);
        Assert.Equal(1, twice.Facts(28)[FactNumber.RecoverySustained]);
        Assert.Equal(0, twice.Tell(Day(35), Phq9(15)).Facts(35)[FactNumber.RecoverySustained]);
    }

    [Theory]
    [InlineData(5, 0, 0)]
    [InlineData(6, 0, 1)]
    [InlineData(0, 3, 0)]
    [InlineData(0, 4, 1)]
    public void Sharp_worsening_is_against_the_measurement_before(int phq9Rise, int gad7Rise, int sharp) =>
        Assert.Equal(sharp, Begun().Session(7, 20, 16).Session(14, 10, 8).Session(21, 10 + phq9Rise, 8 + gad7Rise).Facts(21)[FactNumber.SharpWorsening]);

    [Theory]
    [InlineData(7, 14, 0, 0)]
    [InlineData(8, 14, 0, 1)]
    [InlineData(8, 15, 0, Unknown)]
    [InlineData(7, 15, 0, 0)]
    [InlineData(0, 14, 5, 0)]
    [InlineData(0, 14, 6, 1)]
    public void Functioning_falls_sharply_by_eight_wsas_or_six_phq9_points_within_two_weeks(int wsasRise, int days, int phq9Rise, int rapid)
    {
        var facts = Begun().Tell(Day(7), Wsas(10), Phq9(12)).Tell(Day(7 + days), Wsas(10 + wsasRise), Phq9(12 + phq9Rise)).Facts(7 + days);

        Assert.Equal(rapid, facts[FactNumber.RapidFunctionalDecline]);
    }

    [Fact]
    public void Wsas_with_and_without_work_are_not_compared()
    {
        var without = Wsas(24) with { Items = Wsas(24).Items.SetItem(0, ItemAnswer.NotApplicable) };

        Assert.Equal(Unknown, Begun().Tell(Day(7), Wsas(4), Phq9(9)).Tell(Day(14), without, Phq9(9)).Facts(14)[FactNumber.RapidFunctionalDecline]);
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 0)]
    [InlineData(-1, 1, Unknown)]
    [InlineData(1, -1, Unknown)]
    public void Item_nine_rises_against_the_answer_before(int before, int now, int rise) =>
        Assert.Equal(rise, Begun().Tell(Day(1), Phq9(9, before)).Tell(Day(8), Phq9(9, now)).Facts(8)[FactNumber.Item9Rise]);

    [Fact]
    public void An_answer_to_item_nine_is_not_taken_back_by_leaving_it_out_later()
    {
        var story = Begun().Tell(Day(1), Phq9(9, 3)).Tell(Day(8), Phq9(9, -1));
        Assert.Equal(Unknown, story.Facts(8)[FactNumber.Item9]);
        Assert.Equal(3, story.Facts(8)[FactNumber.LastAnsweredItem9]);
        Assert.Equal(0, story.Tell(Day(9), Phq9(9, 0)).Facts(9)[FactNumber.LastAnsweredItem9]);
        Assert.Equal(Unknown, Begun().Tell(Day(1), Phq9(9, -1)).Facts(1)[FactNumber.LastAnsweredItem9]);
    }

    [Fact]
    public void An_answer_that_was_declined_does_not_take_back_a_stated_danger_but_a_no_does()
    {
        var story = Begun().Tell(Day(1), new RiskAnswered([new(RiskTopic.Plan, Answer.Yes)])).Tell(Day(2), new RiskAnswered([new(RiskTopic.Plan, Answer.Declined)]));
        Assert.Equal(1, story.Facts(2)[FactNumber.Plan]);

        Assert.Equal(0, story.Tell(Day(3), new RiskAnswered([new(RiskTopic.Plan, Answer.No)])).Facts(3)[FactNumber.Plan]);
        Assert.Equal(Unknown, Begun().Tell(Day(1), new RiskAnswered([new(RiskTopic.Plan, Answer.Declined)])).Facts(1)[FactNumber.Plan]);
    }

    [Fact]
    public void A_provisional_descriptor_is_no_problem_and_does_not_unseat_an_assigned_one()
    {
        var story = Begun().Tell(Day(1), new ProblemDescribed(Problem.Panic, DescriptorStatus.Provisional));
        Assert.Equal((0, (int)DescriptorStatus.Provisional), (story.Facts(1)[FactNumber.Problem], story.Facts(1)[FactNumber.Descriptor]));

        story.Tell(Day(2), new ProblemDescribed(Problem.Depression, DescriptorStatus.ClinicianAssigned)).Tell(Day(3), new ProblemDescribed(Problem.Panic, DescriptorStatus.Provisional));
        Assert.Equal(((int)Problem.Depression, (int)DescriptorStatus.ClinicianAssigned), (story.Facts(3)[FactNumber.Problem], story.Facts(3)[FactNumber.Descriptor]));

        story.Tell(Day(4), new ProblemDescribed(Problem.NoDescriptor, DescriptorStatus.ClinicianAssigned) { AssignedBy = "clinician-1" });
        Assert.Equal((0, 0), (story.Facts(4)[FactNumber.Problem], story.Facts(4)[FactNumber.Descriptor]));
    }

    [Theory]
    [InlineData(0, 4)]
    [InlineData(1, Unknown)]
    public void A_low_course_counts_for_twelve_months_after_it_ended(int daysMore, int sessions) =>
        Assert.Equal(sessions, Begun(new PriorCourse(Step.Low, 4, Day(0).AddMonths(-12).AddDays(-daysMore), Answer.No)).Facts(0)[FactNumber.PriorLowSessions]);

    [Fact]
    public void Courses_of_an_unknown_end_count_and_high_ones_count_for_ever()
    {
        var facts = Begun(new PriorCourse(Step.Low, 4, null, Answer.NotStated), new PriorCourse(Step.Low, 3, null, Answer.No), new PriorCourse(Step.High, 9, Day(-3_000), Answer.Yes)).Facts(0);

        Assert.Equal((7, 0, 9, 1), (facts[FactNumber.PriorLowSessions], facts[FactNumber.PriorLowImproved], facts[FactNumber.PriorHighSessions], facts[FactNumber.PriorHighImproved]));
    }
}
