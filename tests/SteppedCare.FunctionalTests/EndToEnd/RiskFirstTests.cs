using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Risk first, never instead: the task stands above the recommendation, and only a named person takes it away.</summary>
[Collection(nameof(BothServers))]
public sealed class RiskFirstTests(BothServers servers)
{
    private const string SameDay = "same-day";

    private static readonly DateTimeOffset s_due = AssembledServer.Monday.AddHours(8);

    [Theory, OnBothStores]
    public async Task A_stated_thought_of_death_raises_a_task_for_today_and_leaves_the_recommendation(string store)
    {
        var course = servers.On(store).Course();
        var reply = await course.TriageAsync(A.MildWithRisk);

        var decision = reply.Clinician;
        var task = Assert.Single(decision.Tasks);
        Assert.Equal((course.TaskName(SameDay), Wire.TaskKind.SameDay), (task.Name, task.Kind));
        Assert.Equal((AssembledServer.Monday.Stamp(), s_due.Stamp()), (task.RaisedAt, task.DueAt));
        Assert.Equal("A clinician contacts the person today and asks about plan, means, intent and what keeps them safe", task.Text);
        Assert.Equal([Wire.Flag.RiskFirst], decision.Advice.Flags);
        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low, "start-low"), (decision.Advice.Outcome, decision.Advice.Step, decision.Advice.Rule));
        Assert.Contains(decision.Advice.Reasons, reason => reason.Rule == "item-9-above-zero" && reason.Facts.Contains(new Wire.FactValue { Fact = "Item9", Value = "2" }));
        Assert.Equal(s_due.Stamp(), decision.NextReview);
        Assert.True(reply.Contingency.ShowNow);
    }

    [Theory, OnBothStores]
    public async Task Its_decision_is_confirmed_only_after_a_named_person_took_the_task_on(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.MildWithRisk)).Clinician.Name;

        var accepting = await course.RefusedAsync("RISK_TASK_NOT_ACKNOWLEDGED", () => course.AcceptAsync(decision));
        await course.RefusedAsync("RISK_TASK_NOT_ACKNOWLEDGED", () => course.OverrideAsync(decision, Wire.Outcome.Enter, Wire.Step.High));
        var acknowledged = await course.AcknowledgeAsync(SameDay);
        var confirmed = await course.AcceptAsync(decision);

        Assert.Equal(StatusCode.FailedPrecondition, accepting.Code);
        Assert.Equal(("nurse-b", AssembledServer.Monday.Stamp(), ""), (acknowledged.Task.AcknowledgedBy, acknowledged.Task.AcknowledgedAt, acknowledged.Task.ClosedBy));
        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low), (confirmed.Decision.Confirmation.Outcome, confirmed.Decision.Confirmation.Step));
        Assert.Equal("nurse-b", Assert.Single(confirmed.Decision.Tasks).AcknowledgedBy);
        Assert.Equal(3, confirmed.TrajectoryVersion);
    }

    [Theory, OnBothStores]
    public async Task Only_the_tasks_that_put_risk_first_stand_before_the_confirmation(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync([.. A.MildWithRisk, A.Said(Wire.RiskTopic.DomesticAbuse, Wire.Answer.Yes)])).Clinician;
        Assert.Equal([(Wire.TaskKind.SameDay, true), (Wire.TaskKind.Safeguarding, false)], decision.Tasks.Select(task => (task.Kind, task.RiskFirst)));

        await course.AcknowledgeAsync("safeguarding");
        await course.RefusedAsync("RISK_TASK_NOT_ACKNOWLEDGED", () => course.AcceptAsync(decision.Name));
        var again = (await course.TriageAsync(A.Said(Wire.RiskTopic.HarmToOthers, Wire.Answer.Yes))).Clinician;
        await course.AcknowledgeAsync(SameDay);
        var confirmed = await course.AcceptAsync(again.Name);

        Assert.Equal(["nurse-b", "nurse-b"], confirmed.Decision.Tasks.Select(task => task.AcknowledgedBy));
    }

    [Theory, OnBothStores]
    public async Task A_task_of_an_earlier_decision_does_not_stand_before_one_that_put_nothing_first(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        await course.RecordAsync(A.Correction("1.1", A.Phq9(12, item9: 0)));

        var next = (await course.TriageAsync()).Clinician;
        var confirmed = await course.AcceptAsync(next.Name);

        Assert.Equal((Wire.TaskKind.SameDay, false, ""), (Assert.Single(next.Tasks).Kind, next.Tasks[0].RiskFirst, next.Tasks[0].AcknowledgedBy));
        Assert.True(Assert.Single((await course.GetAsync()).Tasks).RiskFirst);
        Assert.Equal(Wire.Outcome.Enter, confirmed.Decision.Confirmation.Outcome);
    }

    [Theory, OnBothStores]
    public async Task Closing_the_task_makes_the_episode_due_at_once(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        course.Server.Clock.Now += TimeSpan.FromHours(1);

        var closed = await course.CloseAsync(SameDay, seen: 1);

        var now = course.Server.Clock.Now.Stamp();
        Assert.Equal(("nurse-b", now, Wire.TaskCloseReason.SafetyPlanAgreed), (closed.Task.ClosedBy, closed.Task.ClosedAt, closed.Task.CloseReason));
        var episode = await course.GetAsync();
        Assert.Equal(now, episode.NextDue);
        Assert.Equal(closed.Task, Assert.Single(episode.Tasks));
    }

    [Theory, OnBothStores]
    public async Task A_decision_keeps_naming_the_task_that_was_raised_with_it_after_somebody_closed_it(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.MildWithRisk)).Clinician.Name;
        var closed = await course.CloseAsync(SameDay, seen: 1);

        var task = Assert.Single((await course.GetDecisionAsync(decision)).Tasks);

        Assert.Equal((closed.Task.Name, "nurse-b", closed.Task.ClosedAt), (task.Name, task.ClosedBy, task.ClosedAt));
    }

    [Theory, OnBothStores]
    public async Task A_correction_neither_closes_a_task_nor_opens_a_closed_one_again(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);

        await course.RecordAsync(A.Correction("1.1", A.Phq9(12, item9: 0)));
        var stillOpen = Assert.Single((await course.GetAsync()).Tasks);
        var reviewed = await course.ReviewAsync();
        await course.CloseAsync(SameDay, seen: 3);
        await course.RecordAsync(A.Correction("1.1", A.Phq9(12, item9: 3)));

        Assert.Null(stillOpen.ClosedAt);
        Assert.DoesNotContain(Wire.Flag.RiskFirst, reviewed.Clinician.Advice.Flags);
        Assert.Equal(Wire.TaskKind.SameDay, Assert.Single(reviewed.Clinician.Tasks).Kind);
        Assert.True(reviewed.Contingency.ShowNow);
        Assert.NotNull(Assert.Single((await course.GetAsync()).Tasks).ClosedAt);
    }

    [Theory, OnBothStores]
    public async Task A_task_that_is_closed_can_be_neither_taken_on_nor_closed_again(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        await course.CloseAsync(SameDay, seen: 1);

        await course.RefusedAsync("TASK_CLOSED", () => course.AcknowledgeAsync(SameDay));
        await course.RefusedAsync("TASK_CLOSED", () => course.CloseAsync(SameDay, seen: 2));
        var unknown = await course.RefusedAsync("TASK_UNKNOWN", () => course.CloseAsync("crisis-now", seen: 2));

        Assert.Equal(StatusCode.NotFound, unknown.Code);
    }

    [Theory, OnBothStores]
    public async Task A_task_that_another_took_on_is_closed_by_whoever_takes_it_on_in_their_place(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        await course.AcknowledgeAsync(SameDay);
        var closing = course.CloseRequest(SameDay, seen: 2);
        closing.Person = "nurse-c";

        var refused = await course.RefusedAsync("TASK_TAKEN_BY_ANOTHER", () => course.SendAsync(closing));
        Assert.Equal(StatusCode.FailedPrecondition, refused.Code);
        Assert.DoesNotContain("nurse", refused.Status.ToString(), StringComparison.Ordinal);

        var taking = course.AcknowledgeRequest(SameDay);
        taking.Person = "nurse-c";
        Assert.Equal("nurse-c", (await course.SendAsync(taking)).Task.AcknowledgedBy);
        await course.RefusedAsync("TASK_TAKEN_BY_ANOTHER", () => course.CloseAsync(SameDay, seen: 2));
        Assert.Equal(("nurse-c", "nurse-c"), await course.SendAsync(closing) is var closed ? (closed.Task.AcknowledgedBy, closed.Task.ClosedBy) : default);
    }

    [Theory, OnBothStores]
    public async Task A_task_of_another_episode_is_not_this_ones(string store)
    {
        var (course, other) = (servers.On(store).Course(), servers.On(store).Course());
        await course.TriageAsync(A.Mild);
        await other.TriageAsync(A.MildWithRisk);

        await course.RefusedAsync("TASK_UNKNOWN", () => course.CloseAsync(SameDay, seen: 1));
        await course.RefusedAsync("TASK_UNKNOWN", () => course.AcknowledgeAsync(SameDay));

        Assert.Null(Assert.Single((await other.GetAsync()).Tasks).ClosedAt);
    }

    [Theory, OnBothStores]
    public async Task A_task_raised_again_while_open_keeps_its_first_time_box(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        course.Server.Clock.Now += TimeSpan.FromHours(2);

        var again = await course.ReviewAsync();

        var task = Assert.Single(again.Clinician.Tasks);
        Assert.Equal((AssembledServer.Monday.Stamp(), s_due.Stamp()), (task.RaisedAt, task.DueAt));
        Assert.Equal(s_due.Stamp(), again.Clinician.NextReview);
    }

    [Theory, OnBothStores]
    public async Task After_the_task_was_closed_the_next_decision_raises_it_no_more(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        await course.CloseAsync(SameDay, seen: 1);

        var next = await course.TriageAsync();

        Assert.Empty(next.Clinician.Tasks);
        Assert.Empty(next.Clinician.Advice.Flags);
        Assert.False(next.Contingency.ShowNow);
    }

    [Theory, OnBothStores]
    public async Task Danger_now_is_due_now(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync([.. A.Mild, A.Said(Wire.RiskTopic.ImmediateDanger, Wire.Answer.Yes)]);

        var task = Assert.Single(reply.Clinician.Tasks);
        Assert.Equal((Wire.TaskKind.CrisisNow, AssembledServer.Monday.Stamp()), (task.Kind, task.DueAt));
        Assert.Equal(AssembledServer.Monday.Stamp(), reply.Clinician.NextReview);
        Assert.True(reply.Contingency.ShowNow);
    }
}
