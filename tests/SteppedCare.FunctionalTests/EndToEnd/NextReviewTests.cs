using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Every decision says when somebody looks again: the policy's own word, unless something falls due before it.</summary>
[Collection(nameof(BothServers))]
public sealed class NextReviewTests(BothServers servers)
{
    private const string Today = "2026-11-23";

    private static Wire.Event ReferredToday => A.Referral.On(Today);

    [Theory, OnBothStores]
    public async Task Care_that_is_to_begin_is_looked_at_again_at_its_steps_review_point(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync(ReferredToday, A.Phq9(12).On(Today), A.Gad7(9).On(Today), A.Wsas(14).On(Today));

        Assert.Equal("start-low", reply.Clinician.Advice.Rule);
        Assert.Equal(AssembledServer.Monday.AddDays(28).Stamp(), reply.Clinician.NextReview);
    }

    [Theory, OnBothStores]
    public async Task A_rule_that_says_when_to_look_again_is_heard(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync(ReferredToday, A.Phq9(22).On(Today), A.Gad7(9).On(Today), A.Wsas(14).On(Today));

        Assert.Equal("severe-depression", reply.Clinician.Advice.Rule);
        Assert.Equal(AssembledServer.Monday.AddDays(7).Stamp(), reply.Clinician.NextReview);
    }

    [Theory, OnBothStores]
    public async Task A_decision_for_a_clinician_falls_due_within_the_days_the_rule_gives(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync(ReferredToday, A.Phq9(12).On(Today), A.Gad7(9).On(Today), A.Wsas(14).On(Today), A.Described(Wire.Problem.OtherProblem).On(Today));

        Assert.Equal((Wire.Outcome.HumanReview, "other-problem"), (reply.Clinician.Advice.Outcome, reply.Clinician.Advice.Rule));
        Assert.Equal(7, reply.Clinician.Advice.WithinDays);
        Assert.Equal(AssembledServer.Monday.AddDays(7).Stamp(), reply.Clinician.NextReview);
    }

    [Theory, OnBothStores]
    public async Task A_missing_answer_is_asked_for_within_a_week(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync(ReferredToday, A.Phq9(12).On(Today), A.Gad7(9).On(Today));

        Assert.Equal(Wire.Outcome.InsufficientData, reply.Clinician.Advice.Outcome);
        Assert.Equal(AssembledServer.Monday.AddDays(7).Stamp(), reply.Clinician.NextReview);
    }

    [Theory, OnBothStores]
    public async Task A_wait_that_falls_due_first_is_what_falls_due(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync(A.Mild);

        // Six weeks after the referral, before the four weeks of low intensity are over.
        Assert.Equal(new DateTimeOffset(2026, 12, 14, 0, 0, 0, TimeSpan.Zero).Stamp(), reply.Clinician.NextReview);
    }

    [Theory, OnBothStores]
    public async Task Once_what_fell_due_first_is_done_the_policys_own_word_stands(string store)
    {
        var course = servers.On(store).Course();
        var told = await course.TriageAsync(
            ReferredToday, A.Phq9(12).On(Today), A.Gad7(9).On(Today), A.Wsas(14).On(Today), A.Said(Wire.RiskTopic.DomesticAbuse, Wire.Answer.Yes).On(Today));
        Assert.Equal(AssembledServer.Monday.AddHours(8).Stamp(), told.Clinician.NextReview);

        await course.CloseAsync("safeguarding", seen: 1);

        Assert.Equal(AssembledServer.Monday.AddDays(28).Stamp(), (await course.GetAsync()).NextDue);
        Assert.Equal(told.Clinician.NextReview, (await course.GetDecisionAsync(told.Clinician.Name)).NextReview);
    }

    [Theory, OnBothStores]
    public async Task The_wait_for_a_higher_step_begins_and_ends_with_the_decision_that_asks_for_it(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync(Story.Weekly(Wire.Step.Low, wsas: 14, item9: 0, (14, 12), (15, 12), (14, 12), (13, 12)));

        var up = (await course.ReviewAsync()).Clinician;
        var dueAfterUp = (await course.GetAsync()).NextDue;
        course.Server.Clock.Now += TimeSpan.FromDays(7);
        var carryOn = (await course.ReviewAsync(Story.Session(daysAgo: -7, phq9: 8, gad7: 6))).Clinician;

        Assert.Equal((Wire.Outcome.StepUp, Wire.Outcome.Continue), (up.Advice.Outcome, carryOn.Advice.Outcome));
        Assert.Equal((new DateTimeOffset(2026, 12, 7, 0, 0, 0, TimeSpan.Zero).Stamp(), dueAfterUp), (up.NextReview, up.NextReview));
        Assert.Equal((AssembledServer.Monday.AddDays(21).Stamp(), (await course.GetAsync()).NextDue), (carryOn.NextReview, carryOn.NextReview));
    }
}
