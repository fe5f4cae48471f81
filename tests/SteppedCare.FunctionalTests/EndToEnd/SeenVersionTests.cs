using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Who acts on a task speaks for what they had before them, and for nothing that was told later.</summary>
[Collection(nameof(BothServers))]
public sealed class SeenVersionTests(BothServers servers)
{
    private const string SameDay = "same-day";

    private static Wire.Event Worse => A.Phq9(12, item9: 3).On("2026-11-16");

    [Theory, OnBothStores]
    public async Task A_task_raised_again_for_a_worse_answer_is_not_closed_by_somebody_who_had_not_seen_it(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        await course.TriageAsync(Worse);

        var closing = await course.RefusedAsync("TASK_RAISED_SINCE", () => course.CloseAsync(SameDay, seen: 1));
        AssertRiskFirst(await course.TriageAsync(A.Phq9(12, item9: 0).On("2026-11-16")));
        await course.RefusedAsync("TASK_RAISED_SINCE", () => course.CloseAsync(SameDay, seen: 2));
        await course.CloseAsync(SameDay, seen: 3);

        Assert.Equal(StatusCode.FailedPrecondition, closing.Code);
        Assert.Empty((await course.TriageAsync()).Clinician.Tasks);
    }

    [Theory, OnBothStores]
    public async Task A_worse_answer_told_without_a_decision_outlives_a_zero_after_it(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        await course.RecordAsync(Worse);

        AssertRiskFirst(await course.TriageAsync(A.Phq9(12, item9: 0).On("2026-11-16")));
    }

    [Theory, OnBothStores]
    public async Task A_worse_answer_told_without_a_decision_outlives_the_task_of_the_one_before(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        await course.RecordAsync(Worse);

        await course.CloseAsync(SameDay, seen: 1);

        Assert.Equal(course.Server.Clock.Now.Stamp(), (await course.GetAsync()).NextDue);
        AssertRiskFirst(await course.TriageAsync());
    }

    [Theory, OnBothStores]
    public async Task A_task_closed_by_somebody_who_had_seen_the_worse_answer_stays_closed(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        var told = await course.RecordAsync(Worse);

        await course.CloseAsync(SameDay, seen: told.TrajectoryVersion);

        Assert.DoesNotContain(Wire.Flag.RiskFirst, (await course.ReviewAsync()).Clinician.Advice.Flags);
    }

    [Theory, OnBothStores]
    public async Task Nobody_has_seen_what_is_not_yet_recorded(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);

        var closing = await course.RefusedAsync("SEEN_VERSION_AHEAD", () => course.CloseAsync(SameDay, seen: 2));
        await course.RefusedAsync("SEEN_VERSION_AHEAD", () => course.AcknowledgeAsync(SameDay, seen: 2));

        Assert.Equal(StatusCode.FailedPrecondition, closing.Code);
    }

    [Theory, OnBothStores]
    public async Task A_task_is_neither_closed_nor_taken_on_by_somebody_who_looked_before_it_was_raised(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        await course.CloseAsync(SameDay, seen: 1);
        await course.TriageAsync(Worse);

        var closing = await course.RefusedAsync("TASK_RAISED_SINCE", () => course.CloseAsync(SameDay, seen: 2));
        await course.RefusedAsync("TASK_RAISED_SINCE", () => course.AcknowledgeAsync(SameDay, seen: 2));
        await course.CloseAsync(SameDay, seen: 3);

        Assert.Equal(StatusCode.FailedPrecondition, closing.Code);
    }

    [Theory, OnBothStores]
    public async Task Taking_a_task_on_counts_for_the_decisions_that_were_seen(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.MildWithRisk);
        await course.AcknowledgeAsync(SameDay);
        var worse = (await course.TriageAsync(Worse)).Clinician.Name;

        await course.RefusedAsync("RISK_TASK_NOT_ACKNOWLEDGED", () => course.AcceptAsync(worse));
        await course.AcknowledgeAsync(SameDay, seen: 2);
        await course.RefusedAsync("RISK_TASK_NOT_ACKNOWLEDGED", () => course.AcceptAsync(worse));
        await course.AcknowledgeAsync(SameDay, seen: 3);
        var confirmed = await course.AcceptAsync(worse);

        Assert.Equal(worse, confirmed.Decision.Name);
    }

    private static void AssertRiskFirst(Wire.TriageResponse reply)
    {
        var task = Assert.Single(reply.Clinician.Tasks);
        Assert.Equal((Wire.TaskKind.SameDay, null), (task.Kind, task.ClosedAt));
        Assert.Contains(Wire.Flag.RiskFirst, reply.Clinician.Advice.Flags);
        Assert.True(reply.Contingency.ShowNow);
    }
}
