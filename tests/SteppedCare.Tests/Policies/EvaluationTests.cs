using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies;

public sealed class EvaluationTests
{
    private static readonly (string, int)[] s_firstWorkedCase = [("Phq9", 12), ("Gad7", 9), ("Wsas", 14), ("Item9", 0), ("Age", 30)];

    private static readonly (string, int)[] s_inLowCare =
    [
        ("MissedInARow", 0), ("ReliableDeterioration", 0), ("SharpWorsening", 0), ("UnmeasuredInARow", 0), ("RecoverySustained", 0), ("Recovery", 0),
        ("AttendedAtStep", 4), ("DaysAtStep", 30), ("AtCaseness", 1), ("NoResponse", 1), ("PartialResponse", 0), ("ReviewsWithoutImprovement", 0), ("Item9", 0),
    ];

    [Fact]
    public void Scores_impairment_item_9_and_age_and_nothing_else_get_a_step()
    {
        var decision = PracticePolicy.Triage(s_firstWorkedCase);

        Assert.Equal((Outcome.Enter, Step.Low, "start-low"), (decision.Outcome, decision.Step, decision.Rule));
        Assert.Empty(decision.MissingFacts);
        Assert.Empty(decision.Tasks);
        Assert.Contains("Risk.Plan", decision.NotStated);
        Assert.Equal(TimeSpan.FromDays(28), decision.NextReviewAfter);
        Assert.Equal("Begin at Low intensity: The least intensive care that is likely to help", decision.Summary);
    }

    [Fact]
    public void An_unanswered_question_above_that_could_change_the_step_leaves_a_provisional_answer()
    {
        var decision = PracticePolicy.Triage([("Phq9", 12), ("Gad7", 9), ("Item9", 0), ("Age", 30)]);

        Assert.Equal(Outcome.InsufficientData, decision.Outcome);
        Assert.Equal(new ProvisionalAnswer(Outcome.Enter, Step.Low), decision.Provisional);
        Same(["Wsas"], decision.MissingFacts);
        Assert.Equal(TimeSpan.FromDays(7), decision.NextReviewAfter);
    }

    [Fact]
    public void An_unanswered_question_that_would_have_answered_the_same_changes_nothing()
    {
        // Whether self-help was chosen is known; the impairment is not, and would lead to the same step as the score does.
        var decision = PracticePolicy.Triage([("Phq9", 12), ("Gad7", 9), ("Item9", 0), ("Age", 30), ("PriorLowSessions", 6), ("PriorLowImproved", 0)]);
        var same = PracticePolicy.Triage([("Gad7", 9), ("Item9", 0), ("Age", 30), ("Wsas", 30)]);

        Assert.Equal((Outcome.Enter, Step.High), (decision.Outcome, decision.Step));
        Assert.Equal((Outcome.Enter, Step.High, "marked-impairment"), (same.Outcome, same.Step, same.Rule));
        Assert.Empty(same.MissingFacts);
    }

    [Fact]
    public void Out_of_scope_wins_over_unanswered_questions_above_it_and_safety_still_speaks()
    {
        var decision = PracticePolicy.Triage([("EatingDisorder", 1), ("Item9", 2), ("RiskReviewed", 0)]);

        Assert.Equal((Outcome.OutOfScope, "eating-disorder service"), (decision.Outcome, decision.Toward));
        Same([TaskKind.SameDay], decision.Tasks.Select(task => task.Kind));
        Assert.True(decision.RiskFirst);
    }

    [Fact]
    public void A_decision_says_which_of_its_tasks_put_risk_first()
    {
        var both = PracticePolicy.Triage([.. s_firstWorkedCase.Where(fact => fact.Item1 != "Item9"), ("Item9", 1), ("RiskReviewed", 0), ("Risk.DomesticAbuse", 1)]);
        var missing = PracticePolicy.Triage([.. s_firstWorkedCase.Where(fact => fact.Item1 != "Item9"), ("Risk.ImmediateDanger", 1)]);

        Same([(TaskKind.SameDay, true), (TaskKind.Safeguarding, false)], both.Tasks.Select(task => (task.Kind, task.RiskFirst)));
        Same([(TaskKind.CrisisNow, true), (TaskKind.AskRisk, false)], missing.Tasks.Select(task => (task.Kind, task.RiskFirst)));
    }

    [Fact]
    public void A_task_puts_risk_first_whichever_of_its_rules_says_so()
    {
        var decision = PracticePolicy.Triage([.. s_firstWorkedCase.Where(fact => fact.Item1 != "Item9"), ("Item9", 1), ("RiskReviewed", 0), ("RapidFunctionalDecline", 1)]);

        Same([(TaskKind.SameDay, true)], decision.Tasks.Select(task => (task.Kind, task.RiskFirst)));
    }

    [Fact]
    public void Risk_first_never_takes_the_recommendation_away()
    {
        var decision = PracticePolicy.Triage([.. s_firstWorkedCase.Where(fact => fact.Item1 != "Item9"), ("Item9", 1), ("RiskReviewed", 0)]);

        Assert.Equal((Outcome.Enter, Step.Low), (decision.Outcome, decision.Step));
        Assert.Contains(Flag.RiskFirst, decision.Flags);
        Assert.Equal(TimeSpan.FromHours(8), decision.NextReviewAfter);
        var reason = Assert.Single(decision.Reasons, reason => reason.Rule == "risk-same-day");
        Assert.Equal("p => p.Item9 >= 1 && !p.RiskReviewed", reason.Condition);
        Same([new FactValue("Item9", "1"), new FactValue("RiskReviewed", "no")], reason.Values);
        Same(["judgement: domain 6, hazard H-03"], reason.Sources);
    }

    [Fact]
    public void A_reviewed_risk_raises_nothing_again() =>
        Assert.Empty(PracticePolicy.Triage([.. s_firstWorkedCase.Where(fact => fact.Item1 != "Item9"), ("Item9", 1), ("RiskReviewed", 1)]).Tasks);

    [Fact]
    public void An_unanswered_item_9_raises_its_question_and_other_unanswered_safety_facts_are_listed()
    {
        var decision = PracticePolicy.Triage([("Phq9", 12), ("Gad7", 9), ("Wsas", 14), ("Age", 30), ("RiskReviewed", 0)]);

        Same([TaskKind.AskRisk], decision.Tasks.Select(task => task.Kind));
        Assert.False(decision.RiskFirst);
        Same(["Item9", "RapidFunctionalDecline"], decision.UnansweredSafety);
        Assert.Equal(Outcome.Enter, decision.Outcome);
    }

    [Fact]
    public void An_unknown_adjust_rule_fires()
    {
        var decision = PracticePolicy.Triage(s_firstWorkedCase);

        Same([Format.Digital, Format.Book], decision.ExcludedFormats);
        Same([Format.Telephone, Format.InPerson, Format.Interpreted], decision.PreferredFormats);
        Assert.Contains(decision.Reasons, reason => reason is { Rule: "no-device", IsUnanswered: true });
    }

    [Fact]
    public void A_step_up_goes_one_rung_and_says_what_to_go_through_first()
    {
        var decision = PracticePolicy.Review([.. s_inLowCare, ("Step", (int)Step.Low)]);

        Assert.Equal((Outcome.StepUp, Step.High, 14), (decision.Outcome, decision.Step, decision.WithinDays));
        Same([Checklist.ReasonsForNonResponse], decision.Checklists);
        Same([Outcome.Continue], decision.Alternatives);
    }

    [Fact]
    public void A_step_up_from_an_unknown_step_names_the_step_as_missing()
    {
        var revision = PracticePolicy.Compile(Minimal("""Review("up").Otherwise().StepUp(within: Days(14)).Because("x", Source("s"));"""));

        var decision = PracticePolicy.Decide(DecisionCall.Review, new Facts(), revision);

        Assert.Equal(Outcome.InsufficientData, decision.Outcome);
        Assert.Equal(new ProvisionalAnswer(Outcome.StepUp, Step.None), decision.Provisional);
        Same(["Step"], decision.MissingFacts);
    }

    [Theory]
    [InlineData(Step.Low, "StepDown")]
    [InlineData(Step.High, "StepUp")]
    [InlineData(Step.Specialist, "StepDown")]
    public void A_step_off_the_ladders_end_is_for_a_person(Step present, string move)
    {
        var revision = PracticePolicy.Compile(Minimal($$"""Review("move").Otherwise().{{move}}(within: Days(14)).Because("x", Source("s"));"""));

        Assert.Equal(Outcome.Indeterminate, PracticePolicy.Decide(DecisionCall.Review, PracticePolicy.FactsOf(("Step", (int)present)), revision).Outcome);
    }

    [Fact]
    public void No_rule_that_holds_is_for_a_person_and_with_an_unknown_one_a_missing_answer()
    {
        var revision = PracticePolicy.Compile(Minimal("""Review("only").When(p => p.Phq9 >= 10).Continue().Because("x", Source("s"));"""));

        var none = PracticePolicy.Decide(DecisionCall.Review, PracticePolicy.FactsOf(("Phq9", 3)), revision);
        var unknown = PracticePolicy.Decide(DecisionCall.Review, new Facts(), revision);

        Assert.Equal((Outcome.Indeterminate, -1), (none.Outcome, none.RuleIndex));
        Assert.Equal(Outcome.InsufficientData, unknown.Outcome);
        Assert.Null(unknown.Provisional);
        Same(["Phq9"], unknown.MissingFacts);
    }

    [Fact]
    public void A_rule_that_throws_hands_the_decision_to_a_person_and_is_counted()
    {
        var book = new Rulebook();
        book.Ladder(Step.Low, Step.High);
        book.Safety("faulty").When(_ => throw new InvalidOperationException("broken")).IfUnknown(TaskKind.AskRisk).Raise(TaskKind.SameDay, "x").Because("x", book.Source("s"));
        book.Triage("low").Otherwise().Enter(Step.Low).Because("x", book.Source("s"));
        var evaluator = new PolicyEvaluator(book);

        var ruling = evaluator.Evaluate(new Facts(), DecisionCall.Triage);

        Assert.Equal((Outcome.Indeterminate, "broken", 1UL), (ruling.Outcome, ruling.Fault, ruling.Unanswered));
        Assert.Equal(1, evaluator.Faults);
    }

    [Fact]
    public void Refused_support_runs_the_safety_rules_and_nothing_else()
    {
        var facts = PracticePolicy.FactsOf([("Phq9", 22), ("Item9", 3), ("RiskReviewed", 0), ("Access.Digital", 0), ("ProRated", 1)]);

        var decision = PracticePolicy.Revision.Explainer.Explain(PracticePolicy.Revision.Evaluator.EvaluateSafetyOnly(facts, DecisionCall.Triage), facts);

        Assert.Equal((Outcome.HumanReview, Step.None, -1), (decision.Outcome, decision.Step, decision.RuleIndex));
        Same([Flag.RiskFirst, Flag.ByChoice], decision.Flags);
        Same([TaskKind.SameDay], decision.Tasks.Select(task => task.Kind));
        Assert.Empty(decision.ExcludedFormats);
        Assert.DoesNotContain("EatingDisorder", decision.NotStated);
    }

    [Fact]
    public void Core_sets_the_flags_that_are_facts()
    {
        var decision = PracticePolicy.Review([.. s_inLowCare, ("Step", 2), ("ProRated", 1), ("Unpaired", 1), ("ConflictingChange", 1), ("StartedAtCaseness", 0)]);

        Same([Flag.ConflictingChange, Flag.StartedBelowCaseness, Flag.Unpaired, Flag.ProRated, Flag.EarlyReview], decision.Flags);
    }

    [Fact]
    public void An_evaluation_allocates_the_case_and_nothing_more()
    {
        var evaluator = PracticePolicy.Revision.Evaluator;
        var triage = PracticePolicy.FactsOf(s_firstWorkedCase);
        var review = PracticePolicy.FactsOf([.. s_inLowCare, ("Step", 2)]);
        for (var warm = 0; warm < 1_000; warm++)
        {
            evaluator.Evaluate(triage, DecisionCall.Triage);
            evaluator.Evaluate(review, DecisionCall.Review);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(new TriageCase(triage));
        var oneCase = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        for (var times = 0; times < 1_000; times++)
        {
            evaluator.Evaluate(triage, DecisionCall.Triage);
            evaluator.Evaluate(review, DecisionCall.Review);
        }

        Assert.Equal(2_000 * oneCase, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static void Same<T>(IEnumerable<T> expected, IEnumerable<T> actual) => Assert.Equal(expected.ToArray(), actual.ToArray());

    private static string Minimal(string review) => $"""
        Ladder(Low, High);
        Triage("low").Otherwise().Enter(Low).Because("x", Source("s"));
        {review}
        """;
}
