using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.FactBuilding;

public sealed class RiskReviewTests
{
    private const int Absent = FactCode.Unknown;

    [Fact]
    public void An_answer_that_nobody_looked_at_is_not_reviewed() => Assert.Equal(0, Reviewed(Raised(), 5));

    [Fact]
    public void Closing_the_task_reviews_what_was_told_before_it() => Assert.Equal(1, Reviewed(Raised().Close(2, TaskKind.SameDay), 5));

    [Fact]
    public void Closing_the_task_reviews_only_what_its_closer_had_seen()
    {
        // The worse answer is told at version 4.
        Assert.Equal(0, Reviewed(Raised().Tell(Day(2), Phq9(12, 3)).Close(3, TaskKind.SameDay, seen: 3), 5));
        Assert.Equal(1, Reviewed(Raised().Tell(Day(2), Phq9(12, 3)).Close(3, TaskKind.SameDay, seen: 4), 5));
        Assert.Equal(0, Reviewed(Raised().Tell(Day(2), new Corrected("2.0", Day(1), null, Phq9(12, 3))).Close(3, TaskKind.SameDay, seen: 3), 5));
    }

    [Fact]
    public void Acknowledging_the_task_reviews_nothing() => Assert.Equal(0, Reviewed(Raised().Acknowledge(2, TaskKind.SameDay), 5));

    [Fact]
    public void A_new_answer_is_again_unreviewed_and_so_is_one_told_late_or_corrected()
    {
        Assert.Equal(0, Reviewed(Raised().Close(2, TaskKind.SameDay).Tell(Day(3), Phq9(12, 1)), 5));
        Assert.Equal(0, Reviewed(Raised().Close(2, TaskKind.SameDay).Tell(Day(0), new RiskAnswered([new(RiskTopic.Plan, Answer.Yes)])), 5));
        Assert.Equal(0, Reviewed(Raised().Close(2, TaskKind.SameDay).Tell(Day(3), new Corrected("2.0", Day(1), null, Phq9(12, 3))), 5));
    }

    [Fact]
    public void An_answer_without_danger_leaves_the_review_standing() => Assert.Equal(1, Reviewed(Raised().Close(2, TaskKind.SameDay).Tell(Day(3), Phq9(12, 0)), 5));

    [Theory]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    public void A_recorded_review_holds_until_its_last_day(int day, int reviewed) =>
        Assert.Equal(reviewed, Reviewed(Raised().Tell(Day(2), new RiskReviewRecorded("clinician-1", Day(10))), day));

    [Fact]
    public void A_review_that_still_holds_covers_answers_no_worse_than_what_the_reviewer_saw()
    {
        Assert.Equal(1, Reviewed(ReviewedUntilDay20().Tell(Day(3), Phq9(12, 2)), 5));
        Assert.Equal(1, Reviewed(ReviewedUntilDay20().Tell(Day(3), Phq9(12, 1)), 5));
        Assert.Equal(0, Reviewed(ReviewedUntilDay20().Tell(Day(3), Phq9(12, 2)), 21));
    }

    [Fact]
    public void A_review_that_still_holds_does_not_cover_what_is_worse_or_new()
    {
        Assert.Equal(0, Reviewed(ReviewedUntilDay20().Tell(Day(3), Phq9(12, 3)), 5));
        Assert.Equal(0, Reviewed(ReviewedUntilDay20().Tell(Day(3), Phq9(12, 1)).Tell(Day(4), Phq9(12, 2)), 5));
        Assert.Equal(0, Reviewed(ReviewedUntilDay20().Tell(Day(3), new RiskAnswered([new(RiskTopic.Plan, Answer.Yes)])), 5));
    }

    [Fact]
    public void A_review_that_still_holds_covers_the_same_statement_said_again_and_not_one_taken_back_in_between()
    {
        var plan = new RiskAnswered([new(RiskTopic.Plan, Answer.Yes)]);
        var seen = Raised().Tell(Day(1), plan).Tell(Day(2), new RiskReviewRecorded("clinician-1", Day(20)));
        Assert.Equal(1, Reviewed(seen.Tell(Day(3), plan), 5));

        var takenBack = Raised().Tell(Day(1), plan).Tell(Day(1), new RiskAnswered([new(RiskTopic.Plan, Answer.No)])).Tell(Day(2), new RiskReviewRecorded("clinician-1", Day(20)));
        Assert.Equal(0, Reviewed(takenBack.Tell(Day(3), plan), 5));
    }

    [Fact]
    public void Closing_the_question_reviews_an_unanswered_item_and_no_stated_danger()
    {
        var unanswered = Begun().Tell(Day(1), Phq9(12, -1)).Triage(1, Step.Low, TaskKind.AskRisk);
        Assert.Equal(0, Reviewed(unanswered, 5));
        Assert.Equal(1, Reviewed(unanswered.Close(2, TaskKind.AskRisk), 5));

        Assert.Equal(0, Reviewed(Begun().Triage(0, Step.Low, TaskKind.AskRisk).Tell(Day(1), Phq9(12, 2)).Close(2, TaskKind.AskRisk), 5));
    }

    [Fact]
    public void Closing_safeguarding_reviews_safeguarding_and_nothing_else()
    {
        var both = Begun().Tell(Day(1), Phq9(12, 2), new RiskAnswered([new(RiskTopic.DomesticAbuse, Answer.Yes)])).Triage(1, Step.Low, TaskKind.SameDay, TaskKind.Safeguarding);
        Assert.Equal(0, Reviewed(both.Close(2, TaskKind.Safeguarding), 5));
        Assert.Equal(1, Reviewed(both.Close(3, TaskKind.SameDay), 5));
    }

    // Each answer held against each review, this took more than a minute of one caller's request; read in one pass it takes milliseconds.
    [Fact]
    public async Task As_many_answers_and_reviews_as_an_episode_holds_are_read_in_one_pass()
    {
        EventContent[] told =
        [
            .. Enumerable.Repeat(Phq9(12, 0), 650), .. Enumerable.Repeat(new RiskReviewRecorded("clinician-1", Day(20)), 650), .. Enumerable.Repeat(Phq9(12, 1), 650),
        ];

        Assert.Equal(0, await Task.Run(() => Reviewed(Begun().Tell(Day(1), told), 5)).WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void A_review_covers_what_was_said_after_it_only_up_to_what_any_review_that_holds_had_seen()
    {
        var twice = ReviewedUntilDay20().Tell(Day(3), Phq9(12, 1)).Tell(Day(4), new RiskReviewRecorded("clinician-2", Day(20)));

        Assert.Equal(1, Reviewed(twice, 5));
        Assert.Equal(1, Reviewed(twice.Tell(Day(4), Phq9(12, 1)), 5));
        Assert.Equal(0, Reviewed(twice.Tell(Day(4), Phq9(12, 2)), 5));
    }

    [Fact]
    public void What_protects_a_person_is_no_danger() =>
        Assert.Equal(1, Reviewed(Raised().Close(2, TaskKind.SameDay).Tell(Day(3), new RiskAnswered([new(RiskTopic.ProtectiveFactors, Answer.Yes)])), 5));

    [Fact]
    public void A_rise_across_a_questionnaire_without_the_answer_is_a_rise()
    {
        var total = new ScoreRecorded(InstrumentCode.Phq9, [], 12_000);
        var fell = ReviewedUntilDay20().Tell(Day(3), Phq9(12, 0));

        Assert.Equal(0, Reviewed(fell.Tell(Day(4), total).Tell(Day(5), Phq9(12, 2)), 5));
        Assert.Equal(1, Reviewed(ReviewedUntilDay20().Tell(Day(4), total).Tell(Day(5), Phq9(12, 2)), 5));
    }

    [Fact]
    public void A_statement_taken_back_after_the_review_and_made_again_is_a_new_one()
    {
        var seen = Begun().Tell(Day(1), Says(RiskTopic.Plan)).Tell(Day(2), new RiskReviewRecorded("clinician-1", Day(20)));

        Assert.Equal(1, Reviewed(seen, 5));
        Assert.Equal(0, Reviewed(seen.Tell(Day(3), Denies(RiskTopic.Plan)).Tell(Day(4), Says(RiskTopic.Plan)), 5));
    }

    [Fact]
    public void What_two_reviews_saw_one_by_one_is_covered_together_by_neither()
    {
        var apart = Begun().Tell(Day(1), Says(RiskTopic.Plan)).Tell(Day(1), new RiskReviewRecorded("clinician-1", Day(20)))
            .Tell(Day(2), Denies(RiskTopic.Plan), Says(RiskTopic.Means)).Tell(Day(2), new RiskReviewRecorded("clinician-2", Day(20)));
        Assert.Equal(0, Reviewed(apart.Tell(Day(3), Says(RiskTopic.Plan)), 5));

        var together = Begun().Tell(Day(1), Says(RiskTopic.Plan), Says(RiskTopic.Means)).Tell(Day(2), new RiskReviewRecorded("clinician-1", Day(20)));
        Assert.Equal(1, Reviewed(together.Tell(Day(3), Says(RiskTopic.Plan)), 5));
    }

    [Fact]
    public void An_answer_above_zero_that_nobody_looked_at_outlasts_a_later_zero()
    {
        Assert.Equal(3, Unreviewed(Begun().Tell(Day(1), Phq9(12, 3)).Tell(Day(2), Phq9(12, 0)), 5));
        Assert.Equal(3, Unreviewed(Begun().Tell(Day(1), Phq9(12, 3)).Tell(Day(2), Phq9(12, 1)), 5));
        Assert.Equal(3, Unreviewed(Begun().Tell(Event(Day(1), Phq9(12, 3), at: new TimeOnly(9, 0)), Event(Day(1), Phq9(12, 0), at: new TimeOnly(17, 0))), 5));
        Assert.Equal(Absent, Unreviewed(Begun().Tell(Day(1), Phq9(12, 0)), 5));
        Assert.Equal(Absent, Unreviewed(Begun().Tell(Day(1), Phq9(12, -1)), 5));
    }

    [Fact]
    public void An_answer_is_looked_at_by_a_review_after_it_or_by_who_closed_a_task_having_seen_it()
    {
        Assert.Equal(Absent, Unreviewed(Raised().Tell(Day(2), Phq9(12, 0)).Close(3, TaskKind.SameDay, seen: 2), 5));
        Assert.Equal(2, Unreviewed(Raised().Tell(Day(2), Phq9(12, 0)).Close(3, TaskKind.SameDay, seen: 1), 5));
        Assert.Equal(Absent, Unreviewed(Raised().Tell(Day(2), new RiskReviewRecorded("clinician-1", Day(3))), 5));
        Assert.Equal(1, Unreviewed(Raised().Close(2, TaskKind.SameDay).Tell(Day(3), Phq9(12, 1)), 5));
        Assert.Equal(2, Unreviewed(Raised().Tell(Day(2), Phq9(12, -1)).Triage(2, Step.Low, TaskKind.AskRisk).Close(3, TaskKind.AskRisk), 5));
    }

    [Fact]
    public void What_a_review_covered_while_it_held_is_to_be_looked_at_when_it_lapsed()
    {
        var covered = ReviewedUntilDay20().Tell(Day(3), Phq9(12, 2)).Tell(Day(4), Phq9(12, 0));

        Assert.Equal(Absent, Unreviewed(covered, 20));
        Assert.Equal(2, Unreviewed(covered, 21));
    }

    [Theory]
    [InlineData(RiskTopic.Plan, 1)]
    [InlineData(RiskTopic.SelfNeglect, 1)]
    [InlineData(RiskTopic.DomesticAbuse, 1)]
    [InlineData(RiskTopic.PastAttempt, Absent)]
    [InlineData(RiskTopic.SubstanceUse, Absent)]
    [InlineData(RiskTopic.Isolation, Absent)]
    [InlineData(RiskTopic.ProtectiveFactors, Absent)]
    public void A_danger_stated_and_taken_back_before_anybody_looked_is_still_to_be_seen(RiskTopic topic, int takenBack)
    {
        Assert.Equal(takenBack, TakenBack(Begun().Tell(Day(1), Says(topic), Denies(topic)), 5));
        Assert.Equal(Absent, TakenBack(Begun().Tell(Day(1), Says(topic)), 5));
        Assert.Equal(Absent, TakenBack(Begun().Tell(Day(1), Denies(topic)), 5));
        Assert.Equal(Absent, TakenBack(Begun().Tell(Day(1), Denies(topic), Says(topic)), 5));
    }

    [Fact]
    public void Who_saw_the_danger_before_or_after_it_was_taken_back_has_looked()
    {
        var stated = Begun().Tell(Day(1), Says(RiskTopic.Plan), Says(RiskTopic.DomesticAbuse)).Triage(1, Step.Low, TaskKind.SameDay, TaskKind.Safeguarding);
        var both = stated.Tell(Day(2), Denies(RiskTopic.Plan), Denies(RiskTopic.DomesticAbuse));
        Assert.Equal(1, TakenBack(both, 5));

        both.Close(2, TaskKind.Safeguarding);
        Assert.Equal(1, TakenBack(both, 5));

        both.Close(2, TaskKind.SameDay, seen: 3);
        Assert.Equal(Absent, TakenBack(both, 5));

        Assert.Equal(Absent, TakenBack(Begun().Tell(Day(1), Says(RiskTopic.Plan)).Tell(Day(1), new RiskReviewRecorded("clinician-1", Day(2))).Tell(Day(3), Denies(RiskTopic.Plan)), 5));
    }

    private static RiskAnswered Says(RiskTopic topic) => new([new(topic, Answer.Yes)]);

    private static RiskAnswered Denies(RiskTopic topic) => new([new(topic, Answer.No)]);

    private static Story ReviewedUntilDay20() => Raised().Tell(Day(2), new RiskReviewRecorded("clinician-1", Day(20)));

    private static Story Raised() => Begun().Tell(Day(1), Phq9(12, 2)).Triage(1, Step.Low, TaskKind.SameDay);

    private static int Unreviewed(Story story, int day) => story.Facts(day)[FactNumber.UnreviewedItem9];

    private static int TakenBack(Story story, int day) => story.Facts(day)[FactNumber.RiskTakenBack];

    private static int Reviewed(Story story, int day) => story.Facts(day)[FactNumber.RiskReviewed];
}
