using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>What a named clinician does with a decision, and when it cannot be done.</summary>
[Collection(nameof(BothServers))]
public sealed class ConfirmationTests(BothServers servers)
{
    [Theory, OnBothStores]
    public async Task An_accepted_decision_says_who_when_and_what(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.Mild)).Clinician;

        var confirmed = await course.AcceptAsync(decision.Name);

        var expected = new Wire.Confirmation { Clinician = "dr-a", ConfirmedAt = AssembledServer.Monday.Stamp(), Outcome = Wire.Outcome.Enter, Step = Wire.Step.Low };
        Assert.Equal(expected, confirmed.Decision.Confirmation);
        Assert.Equal(confirmed.Decision, await course.GetDecisionAsync(decision.Name));
        Assert.Equal(expected, Assert.Single((await course.GetAsync()).Decisions).Confirmation);
    }

    [Theory, OnBothStores]
    public async Task Only_the_latest_decision_can_be_confirmed(string store)
    {
        var course = servers.On(store).Course();
        var first = (await course.TriageAsync(A.Mild)).Clinician;
        var second = (await course.TriageAsync()).Clinician;

        var failure = await course.RefusedAsync("DECISION_SUPERSEDED", () => course.AcceptAsync(first.Name));
        await course.AcceptAsync(second.Name);

        Assert.Equal(StatusCode.FailedPrecondition, failure.Code);
    }

    [Theory, OnBothStores]
    public async Task A_decision_that_lacks_an_answer_can_only_be_overridden(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.Referral, A.Phq9(12), A.Gad7(9))).Clinician;
        Assert.Equal(Wire.Outcome.InsufficientData, decision.Advice.Outcome);

        var failure = await course.RefusedAsync("OVERRIDE_REQUIRED", () => course.AcceptAsync(decision.Name));
        var overridden = await course.OverrideAsync(decision.Name, Wire.Outcome.Enter, Wire.Step.High);

        Assert.Equal(StatusCode.FailedPrecondition, failure.Code);
        var confirmation = overridden.Decision.Confirmation;
        Assert.Equal(
            (Wire.Outcome.Enter, Wire.Step.High, Wire.OverrideReason.ClinicalJudgement), (confirmation.Outcome, confirmation.Step, confirmation.OverrideReason));
    }

    [Theory, OnBothStores]
    public async Task A_decision_with_a_checklist_is_accepted_once_it_was_gone_through(string store)
    {
        var course = servers.On(store).Course();
        await course.RecordAsync([.. A.Mild, .. A.FourSessionsWithoutResponse]);
        var decision = (await course.ReviewAsync()).Clinician;
        Assert.Equal((Wire.Outcome.StepUp, Wire.Step.High, "low-no-response"), (decision.Advice.Outcome, decision.Advice.Step, decision.Advice.Rule));
        Assert.Equal([Wire.Checklist.ReasonsForNonResponse], decision.Advice.Checklists);
        Assert.Equal(14, decision.Advice.WithinDays);

        var failure = await course.RefusedAsync("CHECKLIST_OPEN", () => course.AcceptAsync(decision.Name));
        var accepted = await course.AcceptAsync(decision.Name, checklistsDone: true);

        Assert.Equal(StatusCode.FailedPrecondition, failure.Code);
        Assert.Equal((Wire.Outcome.StepUp, Wire.Step.High), (accepted.Decision.Confirmation.Outcome, accepted.Decision.Confirmation.Step));
    }

    [Theory, OnBothStores]
    public async Task Of_two_acts_under_two_ids_the_latest_counts(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.Mild)).Clinician.Name;

        var accepted = await course.AcceptAsync(decision);
        var overridden = await course.OverrideAsync(decision, Wire.Outcome.Enter, Wire.Step.High);

        Assert.Equal((2, 3), (accepted.TrajectoryVersion, overridden.TrajectoryVersion));
        Assert.Equal(overridden.Decision.Confirmation, (await course.GetDecisionAsync(decision)).Confirmation);
        Assert.Equal(Wire.Step.High, overridden.Decision.Confirmation.Step);
    }

    [Theory, OnBothStores]
    public async Task An_override_is_looked_at_again_within_two_weeks(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.Mild)).Clinician;
        Assert.True(decision.NextReview.ToDateTimeOffset() > AssembledServer.Monday.AddDays(14));
        course.Server.Clock.Now += TimeSpan.FromMinutes(30);

        await course.OverrideAsync(decision.Name, Wire.Outcome.Enter, Wire.Step.High);

        Assert.Equal(course.Server.Clock.Now.AddDays(14).Stamp(), (await course.GetAsync()).NextDue);
    }

    [Theory, OnBothStores]
    public async Task A_note_is_in_no_reply_no_log_and_no_metric(string store)
    {
        const string Note = "Spoke-with-the-sister-about-the-cat";
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.Mild)).Clinician.Name;
        var request = course.OverrideRequest(decision, Wire.Outcome.Enter, Wire.Step.High);
        request.Note = Note;

        var confirmed = await course.SendAsync(request);
        var repeated = await course.SendAsync(request);
        request.Clinician = "dr-c";
        var reused = await AssembledServer.FailureOf(course.SendAsync(request));

        object[] seen =
        [
            confirmed, repeated, await course.GetDecisionAsync(decision), await course.GetAsync(), reused.Status, course.Server.Log.Text, string.Join('\n', await course.Server.MetricsAsync()),
        ];
        Assert.All(seen, text => Assert.DoesNotContain(Note, text.ToString(), StringComparison.Ordinal));
    }

    [Theory, OnBothStores]
    public async Task An_act_that_names_nothing_possible_is_refused_with_every_field(string store)
    {
        var course = servers.On(store).Course();
        var decision = (await course.TriageAsync(A.Mild)).Clinician.Name;
        var request = course.OverrideRequest(decision, Wire.Outcome.Discharge, Wire.Step.High);
        request.Override.Reason = Wire.OverrideReason.Unspecified;
        request.Clinician = "Dr. A";
        request.Note = new string('n', 201);

        var many = await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(request));
        var impossible = await course.RefusedAsync("INVALID_FIELDS", () => course.OverrideAsync(decision, Wire.Outcome.Indeterminate));
        var nothing = await course.RefusedAsync("INVALID_FIELDS", () => course.SendAsync(new Wire.ConfirmDecisionRequest { Name = decision, RequestId = "x", Clinician = "dr-a" }));

        Assert.Equal(["clinician", "note", "override.reason", "override.step"], many.Fields.Order(StringComparer.Ordinal));
        Assert.Equal(["override.outcome"], impossible.Fields);
        Assert.Equal(["act"], nothing.Fields);
    }

    [Theory, OnBothStores]
    public async Task A_decision_that_was_never_made_cannot_be_found_or_confirmed(string store)
    {
        var course = servers.On(store).Course();
        var stranger = servers.On(store).Course();
        await course.TriageAsync(A.Mild);

        var absent = await course.RefusedAsync("DECISION_UNKNOWN", () => course.AcceptAsync($"{course.Name}/decisions/7"));
        await course.RefusedAsync("DECISION_UNKNOWN", () => course.GetDecisionAsync($"{course.Name}/decisions/7"));
        await stranger.RefusedAsync("EPISODE_UNKNOWN", () => stranger.AcceptAsync($"{stranger.Name}/decisions/1"));
        var elsewhere = await course.RefusedAsync("SERVICE_UNKNOWN", () => course.AcceptAsync("services/nowhere/episodes/e/decisions/1"));

        Assert.Equal((StatusCode.NotFound, StatusCode.NotFound), (absent.Code, elsewhere.Code));
    }
}
