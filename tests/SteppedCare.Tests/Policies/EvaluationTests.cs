namespace SteppedCare.Tests.Policies;

public sealed class EvaluationTests
{
    private static readonly (string, int)[] s_firstWorkedCase = [("Phq9", 12), ("Gad7", 9), ("Wsas", 14), ("Item9", 0), ("Age", 30)];

    [Fact]
    public void Scores_impairment_item_9_and_age_and_nothing_else_get_a_step()
    {
        var decision = PracticePolicy.Triage(s_firstWorkedCase);

        Assert.Equal((Outcome.Enter, Step.Low, "start-low"), (decision.Outcome, decision.Step, decision.Rule));
        Assert.Empty(decision.MissingFacts);
        Assert.Empty(decision.Tasks);
        Assert.Contains("Risk.Plan", decision.NotStated);
        Assert.Equal("Begin at Low intensity: The least intensive care that is likely to help", decision.Summary);
    }
}
