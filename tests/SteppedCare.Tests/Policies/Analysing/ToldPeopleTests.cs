using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Analysing;

/// <summary>Whoever is shown can be: a story told by days, of which the production code makes these facts.</summary>
public sealed class ToldPeopleTests
{
    private const string Because = """.Because("That is how we work", Judgement("our working rules"));""";

    [Fact]
    public void A_gap_for_somebody_who_cannot_be_is_possible_and_one_for_somebody_who_can_is_shown()
    {
        var impossible = Gap("p.AttendedTreatments >= 5 || p.AttendedAtStep < 6");
        var possible = Gap("p.AttendedTreatments >= 8 || p.AttendedAtStep < 6");

        Assert.Equal((Certainty.Possible, null), (impossible.Finding.Certainty, impossible.Finding.Example));
        Assert.Equal(Certainty.Shown, possible.Finding.Certainty);
        Assert.Equal(Outcome.Indeterminate, Shipped.AssertRuns(possible.Finding.Example, possible.Revision).Outcome);
    }

    [Fact]
    public void Start_present_score_and_fall_are_those_of_one_course()
    {
        var (revision, finding) = Gap("p.Phq9 >= 12 || p.Phq9Start <= 20 || p.Phq9Fall >= 15");

        var facts = finding.Example!.Facts;
        Assert.Equal(facts[FactNumber.Phq9Start] - facts[FactNumber.Phq9], facts[FactNumber.Phq9Fall]);
        Assert.Equal(Outcome.Indeterminate, Shipped.AssertRuns(finding.Example, revision).Outcome);
    }

    [Fact]
    public void Neighbours_are_told_whose_answer_turns_from_reviewed_to_not_reviewed()
    {
        var revision = Compile("""
            Review("ask").When(p => p.Risk.Plan && p.RiskReviewed).AskClinician(within: Days(7))
            Review("on").Otherwise().Continue()
            """);
        var load = InvariantSet.Load(new PolicySource("invariants.csx", "AtReview(\"stating\", \"H-04\").RegardlessOfRisk();"), cache: null);
        using var invariants = load.Set!;

        var verdict = Assert.Single(PolicyAnalyser.Analyse(revision, invariants).Invariants);

        Assert.Equal((false, Certainty.Shown), (verdict.Holds, verdict.Certainty));
        Assert.NotEqual(Shipped.AssertRuns(verdict.Example, revision).Outcome, Shipped.AssertRuns(verdict.Neighbour, revision).Outcome);
    }

    [Fact]
    public void Every_region_of_people_between_two_revisions_is_shown_by_somebody()
    {
        var edited = Shipped.With(("const int MoreSevereDepression = 16;", "const int MoreSevereDepression = 15;"));

        var regions = PolicyAnalyser.Compare(Shipped.TalkingTherapies, edited).Regions;

        Assert.NotEmpty(regions);
        Assert.All(regions, region =>
        {
            Assert.Equal(Certainty.Shown, region.Certainty);
            Shipped.AssertRuns(region.Example, edited);
        });
    }

    [Fact]
    public void One_script_under_two_names_is_no_change()
    {
        var comparison = PolicyAnalyser.Compare(PracticePolicy.Revision, PracticePolicy.Compile(PracticePolicy.Text), new AnalysisLimits(1));

        Assert.Empty(comparison.Regions);
        Assert.True(comparison.Complete);
    }

    [Fact]
    public void What_a_budget_ended_is_named_and_hides_nothing_of_the_rest()
    {
        var edited = Shipped.With(("const int MoreSevereDepression = 16;", "const int MoreSevereDepression = 15;"), ("ReviewAt(Low, sessions: 4", "ReviewAt(Low, sessions: 5"));

        var comparison = PolicyAnalyser.Compare(Shipped.TalkingTherapies, edited, new AnalysisLimits(50_000));

        Assert.Equal("answers at triage; answers at a review", string.Join("; ", comparison.Unfinished));
        Assert.False(comparison.Complete);
        Assert.Contains(comparison.Regions, region => region.AnswerAfter.StartsWith("reviewed after 5 sessions", StringComparison.Ordinal));
    }

    [Fact]
    public void With_other_norms_whoever_is_shown_is_measured_by_each_revisions_own()
    {
        const string Rules = """
            Review("case").When(p => p.AtCaseness).AskClinician(within: Days(7))
            Review("on").Otherwise().Continue()
            """;
        var (before, after) = (Compile(Rules), Compile($"Caseness(Gad7, from: 10, Judgement(\"our working rules\"));\n{Rules}"));

        var region = Assert.Single(PolicyAnalyser.Compare(before, after).Regions, region => region is { AnswerBefore: "HUMAN_REVIEW", AnswerAfter: "CONTINUE LOW" });

        Assert.Equal(Certainty.Shown, region.Certainty);
        Assert.Equal(Outcome.Continue, Shipped.AssertRuns(region.Example, after).Outcome);
        var seenBefore = Assert.Single(CaseFile.Read($"cases:\n{region.Example!.Case}", before.Norms));
        Assert.Equal(Outcome.HumanReview, before.Evaluator.Evaluate(seenBefore.Facts, DecisionCall.Review).Outcome);
    }

    [Fact]
    public void Nobody_waits_for_an_analysis_that_was_called_off()
    {
        using var calledOff = new CancellationTokenSource();
        calledOff.Cancel();
        var limits = AnalysisLimits.Usual with { Cancellation = calledOff.Token };

        Assert.ThrowsAny<OperationCanceledException>(() => PolicyAnalyser.Analyse(PracticePolicy.Revision, invariants: null, limits));
        Assert.ThrowsAny<OperationCanceledException>(() => PolicyAnalyser.Compare(PracticePolicy.Revision, Shipped.TalkingTherapies, limits));
        var model = PolicyModel.Of(PracticePolicy.Revision);
        Assert.ThrowsAny<OperationCanceledException>(
            () => PolicyAnalyser.AreEqual(model, model.With(RuleKind.Triage, model.Triage[0].Name, new Formula.Not(model.Triage[0].Condition)), limits));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void A_walk_is_called_off_in_its_midst(int looks)
    {
        using var calledOff = new CancellationTokenSource();
        var budget = new AnalysisBudget(long.MaxValue, calledOff.Token);
        for (var step = 0; step < looks * 4_096; step++)
        {
            budget.Spend();
        }

        calledOff.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => Enumerable.Range(0, 4_097).ToList().ForEach(_ => budget.Spend()));
    }

    private static (PolicyRevision Revision, Finding Finding) Gap(string condition)
    {
        var revision = Compile($"Review(\"all\").When(p => {condition}).Continue()");
        return (revision, Assert.Single(PolicyAnalyser.Analyse(revision, invariants: null).Findings, finding => finding.Kind == FindingKind.Gap));
    }

    private static PolicyRevision Compile(string rules)
    {
        var lines = rules.ReplaceLineEndings("\n").Split('\n').Select(line => line.Contains("Review(\"", StringComparison.Ordinal) ? line + Because : line);
        return PracticePolicy.Compile($"Ladder(Monitor, Low, High);\n{string.Join('\n', lines)}\nTriage(\"start\").Otherwise().Enter(Low){Because}\n");
    }
}
