using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

public sealed class CareOrderTests
{
    private static readonly SteppingAnswer[] s_order =
    [
        Answer(Outcome.Indeterminate), Answer(Outcome.OutOfScope), Answer(Outcome.InsufficientData), Answer(Outcome.Discharge), Answer(Outcome.StepDown, Step.Low),
        Answer(Outcome.Continue, Step.High), Answer(Outcome.StepUp, Step.Specialist), Answer(Outcome.Enter, Step.Monitor), Answer(Outcome.Enter, Step.Low), Answer(Outcome.Enter, Step.High),
        Answer(Outcome.HumanReview),
    ];

    [Fact]
    public void Each_answer_is_more_care_than_the_one_before() =>
        Assert.All(s_order.Zip(s_order.Skip(1)), pair => Assert.True(CareOrder.Of(pair.First) < CareOrder.Of(pair.Second), $"{pair.First} is not less than {pair.Second}"));

    [Fact]
    public void An_answer_that_misses_something_is_as_much_as_what_is_recommended_until_it_comes() => Assert.All(
        s_order.Where(answer => answer.Outcome is not (Outcome.InsufficientData or Outcome.Indeterminate or Outcome.OutOfScope)),
        answer => Assert.Equal(CareOrder.Of(answer), CareOrder.Of(new SteppingAnswer(0, Outcome.InsufficientData, Step.None, answer.Outcome, answer.Step, false))));

    private static SteppingAnswer Answer(Outcome outcome, Step step = Step.None) => new(0, outcome, step, Outcome.None, Step.None, false);
}
