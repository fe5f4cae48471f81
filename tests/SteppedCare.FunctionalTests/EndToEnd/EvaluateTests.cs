using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>What would be advised: everything a decision says, and nothing written.</summary>
[Collection(nameof(BothServers))]
public sealed class EvaluateTests(BothServers servers)
{
    [Theory, OnBothStores]
    public async Task An_assessment_from_the_request_alone_says_what_the_decision_would(string store)
    {
        var course = servers.On(store).Course();
        var request = course.EvaluateRequest(Wire.DecisionCall.Triage, A.MildWithRisk);
        request.Episode = "";

        var assessment = (await course.SendAsync(request)).Assessment;
        var decision = (await course.TriageAsync(A.MildWithRisk)).Clinician;

        Assert.Equal(decision.Advice, assessment.Advice);
        Assert.Equal((decision.NextReview, decision.AsOf, decision.Provenance), (assessment.NextReview, assessment.AsOf, assessment.Provenance));
        Assert.Equal([Wire.TaskKind.SameDay], assessment.WouldRaise);
        Assert.Equal(Wire.DecisionCall.Triage, assessment.Call);
    }

    [Theory, OnBothStores]
    public async Task An_assessment_shows_every_fact_that_the_question_can_see(string store)
    {
        var course = servers.On(store).Course();
        var request = course.EvaluateRequest(Wire.DecisionCall.Triage, A.Mild);
        request.Episode = "";

        var facts = (await course.SendAsync(request)).Assessment.Facts.ToDictionary(fact => fact.Fact, fact => fact.Value);

        Assert.Equal(FactTable.RowsOf(typeof(TriageCase)).Select(row => row.Name).Order(StringComparer.Ordinal), facts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(
            ("12", "0", "9", "14", "not stated", "unknown", "not stated"),
            (facts["Phq9"], facts["Item9"], facts["Gad7"], facts["Wsas"], facts["Preference"], facts["Access.Digital"], facts["Risk.Plan"]));
    }

    [Theory, OnBothStores]
    public async Task An_assessment_upon_a_stored_episode_writes_nothing(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        var before = await course.GetAsync();

        var assessment = await course.EvaluateAsync(Wire.DecisionCall.Review, A.FourSessionsWithoutResponse);

        Assert.Equal((Wire.Outcome.StepUp, Wire.Step.High, "low-no-response"), (assessment.Advice.Outcome, assessment.Advice.Step, assessment.Advice.Rule));
        Assert.Equal("4", assessment.Facts.Single(fact => fact.Fact == "AttendedAtStep").Value);
        Assert.Equal(before, await course.GetAsync());
    }

    [Theory, OnBothStores]
    public async Task An_episode_that_does_not_exist_stays_so(string store)
    {
        var course = servers.On(store).Course();

        var found = await course.EvaluateRequestedAsync(A.Mild);
        await course.RefusedAsync("EPISODE_UNKNOWN", () => course.EvaluateAsync(Wire.DecisionCall.Triage, A.Mild));
        var missing = await AssembledServer.FailureOf(course.GetAsync());

        Assert.Equal(Wire.Outcome.Enter, found.Advice.Outcome);
        Assert.Equal((StatusCode.NotFound, "EPISODE_UNKNOWN"), (missing.Code, missing.Reason));
    }

    [Theory, OnBothStores]
    public async Task An_assessment_needs_a_referral_and_a_question(string store)
    {
        var course = servers.On(store).Course();
        var request = course.EvaluateRequest(Wire.DecisionCall.Unspecified, A.Mild);
        request.Episode = "";

        var question = await AssembledServer.FailureOf(course.SendAsync(request));
        request.Call = Wire.DecisionCall.Triage;
        request.Events.RemoveAt(0);
        var referral = await AssembledServer.FailureOf(course.SendAsync(request));

        Assert.Equal((StatusCode.InvalidArgument, "call"), (question.Code, Assert.Single(question.Fields)));
        Assert.Equal(StatusCode.NotFound, referral.Code);
    }

    [Theory, OnBothStores]
    public async Task Two_thousand_events_are_assessed_and_one_more_is_too_many(string store)
    {
        var course = servers.On(store).Course();
        Wire.Event[] events = [.. A.Mild, .. Enumerable.Range(0, 1996).Select(_ => A.Session(Wire.Attendance.ServiceCancelled))];

        var assessment = await course.EvaluateRequestedAsync(events);
        var failure = await AssembledServer.FailureOf(course.EvaluateRequestedAsync([.. events, A.Session()]));

        Assert.Equal("start-low", assessment.Advice.Rule);
        Assert.Equal((StatusCode.InvalidArgument, "events"), (failure.Code, Assert.Single(failure.Fields)));
    }

    [Theory, OnBothStores]
    public async Task An_assessment_is_not_counted_as_a_decision(string store)
    {
        var course = servers.On(store).Course();
        var before = await DecisionsAsync(course.Server);

        await course.EvaluateRequestedAsync(A.Mild);

        Assert.Equal(before, await DecisionsAsync(course.Server));
    }

    private static async Task<string[]> DecisionsAsync(AssembledServer server) =>
        [.. (await server.MetricsAsync()).Where(line => line.StartsWith("steppedcare_decisions_total", StringComparison.Ordinal))];
}

internal static class EvaluatingCourse
{
    /// <summary>Every fact that the question can see, by name, with these events told; nothing is written.</summary>
    internal static async Task<Dictionary<string, string>> FactsAsync(this Course course, Wire.DecisionCall call, params Wire.Event[] events) =>
        (await course.EvaluateAsync(call, events)).Facts.ToDictionary(fact => fact.Fact, fact => fact.Value, StringComparer.Ordinal);

    /// <summary>A triage from the request alone.</summary>
    internal static async Task<Wire.Assessment> EvaluateRequestedAsync(this Course course, params Wire.Event[] events)
    {
        var request = course.EvaluateRequest(Wire.DecisionCall.Triage, events);
        request.Episode = "";
        return (await course.SendAsync(request)).Assessment;
    }
}
