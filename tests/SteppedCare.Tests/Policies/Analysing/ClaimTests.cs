using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>Claims about two neighbours, of policies of a few rules.</summary>
public sealed class ClaimTests
{
    private const string Because = """.Because("That is how we work", Judgement("our working rules"));""";

    [Theory]
    [InlineData("a person may end it between a step up and an end", """
        Review("up").When(p => p.Phq9 == 15).StepUp(within: Days(14))
        Review("ask").When(p => p.Phq9 == 16).AskClinician(within: Days(7)).Alternatively(Discharge)
        Review("end").When(p => p.Phq9 >= 17).Discharge()
        Review("on").Otherwise().Continue()
        """, "AtReview(\"worse\", \"H-10\").Worsening(Phq9);")]
    [InlineData("what is recommended until something is told is less", """
        Triage("able").When(p => p.Phq9 >= 16 && p.Access.Digital).Enter(High)
        Triage("not-able").When(p => p.Phq9 >= 16 && !p.Access.Digital).Enter(High)
        Triage("high").When(p => p.Phq9 == 15).Enter(High)
        Triage("low").Otherwise().Enter(Low)
        """, "AtTriage(\"worse\", \"H-10\").Worsening(Phq9);")]
    [InlineData("risk sends elsewhere", """
        Triage("elsewhere").When(p => p.Risk.SelfHarm).OutOfScope("another service")
        Triage("low").Otherwise().Enter(Low)
        """, "AtTriage(\"regardless\", \"H-04\").RegardlessOfRisk();")]
    [InlineData("risk sends elsewhere who would have been discharged", """
        Review("on").When(p => p.Phq9 >= 10 || !p.Phq9.IsKnown).Continue()
        Review("ask").When(p => p.Risk.SelfHarm).StepDown(within: Days(14))
        Review("end").Otherwise().Discharge()
        """, "AtReview(\"regardless\", \"H-04\").RegardlessOfRisk();")]
    public void What_gives_less_for_worse_or_lets_risk_block_is_found(string what, string rules, string claim) => Assert.False(Ask(rules, claim).Holds, what);

    [Fact]
    public void A_person_may_be_asked_about_risk_before_care_ends()
    {
        const string Rules = """
            Review("on").When(p => p.Phq9 >= 10 || !p.Phq9.IsKnown).Continue()
            Review("ask").When(p => p.Risk.SelfHarm).AskClinician(within: Days(7))
            Review("end").Otherwise().Discharge()
            """;

        Assert.Equal((true, Certainty.Proven), Ask(Rules, "AtReview(\"regardless\", \"H-04\").RegardlessOfRisk();") is var verdict ? (verdict.Holds, verdict.Certainty) : default);
    }

    [Fact]
    public void A_claim_that_was_not_answered_within_the_budget_does_not_hold()
    {
        using var invariants = Load("AtTriage(\"worse\", \"H-10\").Worsening(Phq9);");

        var report = PolicyAnalyser.Analyse(PracticePolicy.Revision, invariants, new AnalysisLimits(MostNodes: 20));

        Assert.False(report.Complete);
        Assert.Equal((false, Certainty.Possible), Assert.Single(report.Invariants) is var verdict ? (verdict.Holds, verdict.Certainty) : default);
    }

    [Fact]
    public void Whether_two_are_equal_is_not_known_when_the_budget_is_spent()
    {
        var model = PolicyModel.Of(PracticePolicy.Revision);
        var rule = model.Triage[0];
        var changed = model.With(RuleKind.Triage, rule.Name, new Formula.Not(new Formula.Not(rule.Condition)));

        Assert.Null(PolicyAnalyser.AreEqual(model, changed, new AnalysisLimits(MostNodes: 50)));
        Assert.True(PolicyAnalyser.AreEqual(model, changed));
    }

    private static InvariantVerdict Ask(string rules, string claim)
    {
        var script = $"Ladder(Monitor, Low, High);\n{string.Join('\n', rules.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0).Select(line => line + Because))}\n";
        script += script.Contains("Triage(", StringComparison.Ordinal) ? "" : $"Triage(\"start\").Otherwise().Enter(Low){Because}\n";
        script += script.Contains("Review(", StringComparison.Ordinal) ? "" : $"Review(\"stay\").Otherwise().Continue(){Because}\n";
        using var invariants = Load(claim);
        return Assert.Single(PolicyAnalyser.Analyse(PracticePolicy.Compile(script), invariants).Invariants);
    }

    private static InvariantSet Load(string text)
    {
        var load = InvariantSet.Load(new PolicySource("invariants.csx", text), cache: null);
        Assert.Equal("", string.Join('\n', load.Refusals));
        return load.Set!;
    }
}
