using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Fidelity;

public sealed class DecisionFiguresTests
{
    [Fact]
    public void Every_answer_has_a_figure_of_its_own_in_the_mix()
    {
        var answers = from call in Enum.GetValues<DecisionCall>() from outcome in Enum.GetValues<Outcome>() from step in Enum.GetValues<Step>() select (call, outcome, step);

        Assert.All(answers, answer => Assert.Equal(answer, DecisionFigures.AnswerOf(DecisionFigures.FigureOf(answer.call, answer.outcome, answer.step))));
        Assert.All(Enum.GetValues<Figure>().Where(figure => figure < Figure.FirstOfMix), figure => Assert.Null(DecisionFigures.AnswerOf(figure)));
    }

    [Fact]
    public void A_decision_counts_in_its_month_by_revision_and_by_rule()
    {
        var counts = Contribution.Of(Begun().Triage(40).History);

        Assert.Contains(counts.Counts, each => each.Figure == DecisionFigures.FigureOf(DecisionCall.Triage, Outcome.Enter, Step.Low) && each.Slice.Month == new Month(2026, 2));
        var rule = Assert.Single(counts.Counts, each => each.Figure == Figure.Decided && each.Slice.Rule is not null).Slice;
        Assert.Equal((new RulePlace(DecisionCall.Triage, 3), "talking-therapies/2026.1"), (rule.Rule, rule.Revision));
    }

    [Theory]
    [InlineData(OverrideReason.None, nameof(Figure.Accepted))]
    [InlineData(OverrideReason.PersonsChoice, nameof(Figure.OverriddenByPersonsChoice))]
    [InlineData(OverrideReason.ClinicalJudgement, nameof(Figure.OverriddenByJudgement))]
    [InlineData(OverrideReason.LifeEvent, nameof(Figure.OverriddenByLifeEvent))]
    [InlineData(OverrideReason.Capacity, nameof(Figure.OverriddenByCapacity))]
    [InlineData(OverrideReason.DataInDoubt, nameof(Figure.OverriddenByDoubtfulData))]
    [InlineData(OverrideReason.Other, nameof(Figure.OverriddenOtherwise))]
    public void What_a_clinician_did_counts_by_its_reason_and_by_who_did_it(OverrideReason reason, string figure)
    {
        var story = Begun().Triage(1).Confirm(3, Step.Low, reason);
        var act = Enum.Parse<Figure>(figure);

        Assert.Equal((1, 1, 0, 1), (story.Of(Figure.Confirmed), story.Of(act), story.Of(Figure.ConfirmedWithinDay), story.Of(Figure.ConfirmedWithinWeek)));
        Assert.Equal(2, story.Of(Figure.DaysToConfirmed));
        Assert.Equal("clinician-1", Assert.Single(Contribution.Of(story.History).Counts, each => each.Figure == act && each.Slice.Clinician is not null).Slice.Clinician);
    }

    [Fact]
    public void A_decision_as_of_an_earlier_day_waits_for_somebody_since_it_was_recorded()
    {
        var story = Begun().Decide(1, DecisionCall.Review, Step.High, riskFirst: false, null, Outcome.StepUp).RecordedOn(30).Confirm(31, Step.High);

        Assert.Equal((1, 1), (story.Of(Figure.DaysToConfirmed), story.Of(Figure.ConfirmedWithinDay)));
    }

    // Both are at noon of the day.
    [Fact]
    public void A_confirmation_at_once_is_too_fast_to_have_been_read() =>
        Assert.Equal((1, 1), (Begun().Triage(1).Confirm(1, Step.Low).Of(Figure.ConfirmedWithinSeconds), Begun().Triage(1).Confirm(1, Step.Low).Of(Figure.ConfirmedWithinDay)));

    [Fact]
    public void An_override_that_followed_an_acceptance_takes_its_place()
    {
        var story = Begun().Triage(1).Confirm(2, Step.Low).Confirm(3, Step.High, OverrideReason.PersonsChoice);

        Assert.Equal((1, 0, 1), (story.Of(Figure.Confirmed), story.Of(Figure.Accepted), story.Of(Figure.OverriddenByPersonsChoice)));
    }
}
