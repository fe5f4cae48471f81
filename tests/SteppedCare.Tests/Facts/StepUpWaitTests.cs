using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.FactBuilding;

public sealed class StepUpWaitTests
{
    private const int Unknown = FactCode.Unknown;

    [Fact]
    public void The_wait_counts_from_the_decision_that_asked_for_the_step() => Assert.Equal(5, Days(SteppedUp(10), 15));

    [Fact]
    public void Asking_again_does_not_begin_the_wait_anew() => Assert.Equal(12, Days(StepUp(SteppedUp(10), 17), 22));

    [Fact]
    public void It_ends_when_the_step_starts() =>
        Assert.Equal(Unknown, Days(SteppedUp(10).Tell(Day(14), new StepStarted(Step.High)), 15));

    [Fact]
    public void It_ends_when_a_later_decision_asks_for_something_else() => Assert.Equal(Unknown, Days(SteppedUp(10).Review(17), 20));

    [Fact]
    public void A_decision_that_names_no_step_leaves_it_running() =>
        Assert.Equal(10, Days(SteppedUp(10).Decide(17, DecisionCall.Review, Step.None, riskFirst: false, null, Outcome.HumanReview), 20));

    [Fact]
    public void What_a_clinician_chose_instead_ends_it_and_a_step_up_that_one_chose_begins_it()
    {
        Assert.Equal(Unknown, Days(SteppedUp(10).Confirm(11, Step.Low, OverrideReason.LifeEvent), 15));
        Assert.Equal(5, Days(Low().Review(10).Confirm(11, Step.High, OverrideReason.ClinicalJudgement), 15));
    }

    [Fact]
    public void A_wait_that_a_clinician_confirmed_is_ended_by_a_clinician_alone()
    {
        Assert.Equal(10, Days(SteppedUp(10).Confirm(11, Step.High).Review(17), 20));
        Assert.Equal(Unknown, Days(SteppedUp(10).Confirm(11, Step.High).Review(17).Confirm(18, Step.Low, OverrideReason.LifeEvent), 20));
    }

    [Fact]
    public void Before_any_step_has_begun_nobody_waits_for_a_higher_one() => Assert.Equal(Unknown, Days(Begun().Triage(1, Step.High), 10));

    [Fact]
    public void A_decision_made_later_does_not_count_yet() => Assert.Equal(Unknown, Days(SteppedUp(10), 9));

    private static Story Low() => Begun().Tell(Day(1), new StepStarted(Step.Low)).Session(1, 14, 12);

    private static Story SteppedUp(int day) => StepUp(Low(), day);

    private static Story StepUp(Story story, int day) => story.Decide(day, DecisionCall.Review, Step.High, riskFirst: false, null, Outcome.StepUp);

    private static int Days(Story story, int day) => story.Facts(day)[FactNumber.DaysAwaitingStepUp];
}
