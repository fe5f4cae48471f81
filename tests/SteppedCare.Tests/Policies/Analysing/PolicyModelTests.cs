using System.Globalization;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

public sealed class PolicyModelTests
{
    /// <summary>How many people each policy and call is asked of; eng/long analyser sets it.</summary>
    private const string Wanted = "STEPPEDCARE_PEOPLE";

    private const int Usual = 120_000;

    private static int People => int.TryParse(Environment.GetEnvironmentVariable(Wanted), NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? many : Usual;

    [Theory]
    [InlineData(DecisionCall.Triage)]
    [InlineData(DecisionCall.Review)]
    public void It_rules_as_the_compiled_policy_does(DecisionCall call)
    {
        foreach (var revision in new[] { PracticePolicy.Revision, Shipped.TalkingTherapies })
        {
            var (model, random) = (PolicyModel.Of(revision), new RandomFacts(seed: 5));
            for (var person = 0; person < People; person++)
            {
                var facts = random.Next(call);
                var (compiled, lowered) = (revision.Evaluator.Evaluate(facts, call), model.Evaluate(facts, call));
                if (compiled != lowered)
                {
                    Assert.Fail($"{compiled} but {lowered} of {FactsText.Of(facts)}");
                }
            }
        }
    }

    [Fact]
    public void One_rule_is_changed_and_the_first_model_is_left_as_it_was()
    {
        var model = PolicyModel.Of(PracticePolicy.Revision);
        var first = model.Triage[0];

        var changed = model.With(RuleKind.Triage, first.Name, new Formula.Not(first.Condition));

        Assert.Equal(new Formula.Not(first.Condition), changed.Triage[0].Condition);
        Assert.Same(first, model.Triage[0]);
        Assert.Equal(model.Triage.Skip(1), changed.Triage.Skip(1));
    }
}
