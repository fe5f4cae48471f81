using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Facts follow the order of happening: late events, corrections and withdrawals change what is known, and say so.</summary>
[Collection(nameof(BothServers))]
public sealed class LateEventTests(BothServers servers)
{
    [Theory, OnBothStores]
    public async Task A_decision_whose_inputs_changed_says_so_and_its_episode_is_due(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.Mild)).Clinician;
        course.Server.Clock.Now += TimeSpan.FromMinutes(10);

        var recorded = await course.RecordAsync(A.Phq9(17).On("2026-11-10"));

        var now = course.Server.Clock.Now.Stamp();
        Assert.Equal(now, recorded.NextDue);
        var episode = await course.GetAsync();
        Assert.Equal(now, episode.NextDue);
        Assert.True(Assert.Single(episode.Decisions).InputsChanged);
        var changed = await course.GetDecisionAsync(decision.Name);
        Assert.True(changed.InputsChanged);
        Assert.Equal(decision.Advice, changed.Advice);
    }

    [Theory, OnBothStores]
    public async Task What_happened_after_a_decision_does_not_change_it(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.Mild)).Clinician;
        course.Server.Clock.Now += TimeSpan.FromDays(2);

        await course.RecordAsync(A.Phq9(17).On("2026-11-24"));

        Assert.False((await course.GetDecisionAsync(decision.Name)).InputsChanged);
    }

    [Theory, OnBothStores]
    public async Task A_corrected_score_is_the_one_that_counts(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);

        var corrected = (await course.TriageAsync(A.Correction("1.1", A.Phq9(16)))).Clinician.Advice;

        Assert.Equal((Wire.Step.High, "more-severe-depression"), (corrected.Step, corrected.Rule));
        Assert.Contains(new Wire.FactValue { Fact = "Phq9", Value = "16" }, corrected.Reasons[0].Facts);
        Assert.Equal("2.0", (await course.GetAsync()).Events[1].CorrectedBy);
    }

    [Theory, OnBothStores]
    public async Task A_withdrawn_score_was_never_given(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);

        var withdrawn = (await course.TriageAsync(A.Withdrawal("1.3"))).Clinician.Advice;

        Assert.Equal(Wire.Outcome.InsufficientData, withdrawn.Outcome);
        Assert.Contains("Wsas", withdrawn.MissingFacts);
        Assert.True((await course.GetAsync()).Events[3].Voided);
    }

    [Theory, OnBothStores]
    public async Task An_event_can_be_named_by_its_own_id(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Referral, A.Phq9(12).Named("phq-1"), A.Gad7(9), A.Wsas(14));

        var corrected = (await course.TriageAsync(A.Correction("phq-1", A.Phq9(16)))).Clinician.Advice;

        Assert.Equal("more-severe-depression", corrected.Rule);
    }

    [Theory, OnBothStores]
    public async Task What_was_never_told_or_was_withdrawn_cannot_be_corrected(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        await course.RecordAsync(A.Withdrawal("1.1"));

        var unknown = await course.RefusedAsync("EVENT_UNKNOWN", () => course.RecordAsync(A.Session(), A.Correction("9.0", A.Phq9(16))));
        var voided = await course.RefusedAsync("EVENT_VOIDED", () => course.ReviewAsync(A.Correction("1.1", A.Phq9(16))));
        var itself = await course.RefusedAsync("EVENT_NOT_CORRECTABLE", () => course.RecordAsync(A.Withdrawal("2.0")));
        var kind = await course.RefusedAsync("EVENT_NOT_CORRECTABLE", () => course.RecordAsync(A.Correction("1.2", A.Session())));
        var referral = await course.RefusedAsync("EVENT_NOT_CORRECTABLE", () => course.RecordAsync(A.Withdrawal("1.0")));

        Assert.Equal((StatusCode.NotFound, "events[1].corrected.event_id"), (unknown.Code, Assert.Single(unknown.Fields)));
        Assert.Equal((StatusCode.FailedPrecondition, "events[0].corrected.event_id"), (voided.Code, Assert.Single(voided.Fields)));
        Assert.Equal((StatusCode.FailedPrecondition, "events[0].voided.event_id"), (itself.Code, Assert.Single(itself.Fields)));
        Assert.Equal("events[0].corrected.replacement", Assert.Single(kind.Fields));
        Assert.Equal("events[0].voided.event_id", Assert.Single(referral.Fields));
    }

    [Theory, OnBothStores]
    public async Task An_id_of_an_event_is_given_once(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync([.. A.Mild, A.Session().Named("s-1")]);

        var again = await course.RefusedAsync("EVENT_ID_REUSED", () => course.RecordAsync(A.Session().Named("s-1")));
        var twice = await course.RefusedAsync("EVENT_ID_REUSED", () => course.RecordAsync(A.Session().Named("s-2"), A.Session().Named("s-2")));

        Assert.Equal((StatusCode.AlreadyExists, "events[0].id"), (again.Code, Assert.Single(again.Fields)));
        Assert.Equal("events[1].id", Assert.Single(twice.Fields));
    }
}
