using Google.Protobuf;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Where should care begin? The README's request, from the wire to the store and back.</summary>
[Collection(nameof(BothServers))]
public sealed class TriageTests(BothServers servers)
{
    [Theory, OnBothStores]
    public async Task The_readme_request_enters_low_intensity_with_its_reason_its_values_and_its_sources(string store)
    {
        var course = servers.On(store).Course();
        var request = JsonParser.Default.Parse<Wire.TriageRequest>(await File.ReadAllTextAsync(Path.Combine(AssembledServer.Repository, "docs/examples/triage.json")));
        request.Episode = course.Key.Episode;

        var reply = await course.SendAsync(request);

        var (decision, advice) = (reply.Clinician, reply.Clinician.Advice);
        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low), (advice.Outcome, advice.Step));
        Assert.Equal("start-low", advice.Rule);
        Assert.Equal(advice.Rule, advice.Reasons[0].Rule);
        Assert.Equal("The least intensive care that is likely to help", advice.Reasons[0].Text);
        Assert.Equal(["NICE NG222"], advice.Reasons[0].Sources);
        Assert.InRange(advice.Summary.Length, 1, 140);
        Assert.Empty(advice.MissingFacts);
        Assert.Empty(advice.Flags);
        Assert.Contains("Risk.Ideation", advice.NotStatedFacts);
        var device = advice.Reasons.Single(reason => reason.Rule == "no-device");
        Assert.Equal([new Wire.FactValue { Fact = "Access.Digital", Value = "unknown" }], device.Facts);
        Assert.NotEmpty(device.Condition);
        Assert.Empty(decision.Tasks);
        Assert.Equal($"{course.Name}/decisions/1", decision.Name);
        Assert.Equal(1, reply.TrajectoryVersion);
        Assert.Equal(Wire.DecisionCall.Triage, decision.Call);
        Assert.Equal(request.AsOf, decision.AsOf);
        Assert.Null(decision.Confirmation);
        Assert.False(decision.InputsChanged);
    }

    [Theory, OnBothStores]
    public async Task A_rule_that_decides_quotes_the_values_it_read(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync(A.Referral, A.Phq9(16), A.Gad7(10), A.Wsas(18));

        var reason = reply.Clinician.Advice.Reasons[0];
        Assert.Equal("more-severe-depression", reason.Rule);
        Assert.Equal((Wire.Outcome.Enter, Wire.Step.High), (reply.Clinician.Advice.Outcome, reply.Clinician.Advice.Step));
        Assert.Contains(new Wire.FactValue { Fact = "Phq9", Value = "16" }, reason.Facts);
        Assert.Contains(new Wire.FactValue { Fact = "Preference", Value = "not stated" }, reason.Facts);
        Assert.Equal("p => p.Phq9 >= MoreSevereDepression && !ChoosesSelfHelp(p)", reason.Condition);
    }

    [Theory, OnBothStores]
    public async Task A_decision_says_which_revision_answered_under_which_rollout(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync(A.Mild);

        var provenance = reply.Clinician.Provenance;
        Assert.Equal(("talking-therapies", "2026.1", 1, 1L), (provenance.Policy, provenance.Version, provenance.LanguageVersion, provenance.Epoch));
        Assert.Equal(Policies.PolicySource.Read(Path.Combine(AssembledServer.Repository, "policies/talking-therapies/2026.1/policy.csx")).Digest, provenance.Digest);
    }

    [Theory, OnBothStores]
    public async Task The_contacts_are_in_every_reply_and_are_shown_only_when_risk_was_stated(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync(A.Mild);

        Assert.False(reply.Contingency.ShowNow);
        Assert.Equal(["999", "111", "116 123", "Text SHOUT to 85258"], reply.Contingency.Contacts.Select(contact => contact.Number));
        Assert.All(reply.Contingency.Contacts, contact => Assert.Equal("2027-05-31", contact.ReviewBy));
    }

    [Theory, OnBothStores]
    public async Task A_decision_is_explained_again_with_equal_content(string store)
    {
        var course = servers.On(store).Course();
        var reply = await course.TriageAsync(A.MildWithRisk);

        Assert.Equal(reply.Clinician, await course.GetDecisionAsync(reply.Clinician.Name));
    }

    [Theory, OnBothStores]
    public async Task An_episode_lists_its_events_by_place_its_decisions_and_when_it_is_due(string store)
    {
        var course = servers.On(store).Course();
        var told = A.Mild;
        var reply = await course.TriageAsync(told);
        course.Server.Clock.Now += TimeSpan.FromHours(2);
        var session = A.Session().On("2026-11-23");
        session.TimeOfDay = "10:30";
        await course.RecordAsync(A.Started(Wire.Step.Low).On("2026-11-23").Named("start-1"), session);

        var episode = await course.GetAsync();

        Assert.Equal(course.Name, episode.Name);
        Assert.Equal(["1.0", "1.1", "1.2", "1.3", "2.0", "2.1"], episode.Events.Select(recorded => recorded.Place));
        Assert.Equal(told, episode.Events.Take(4).Select(recorded => recorded.Event));
        Assert.Equal("start-1", episode.Events[4].Event.Id);
        Assert.Equal(AssembledServer.Monday.Stamp(), episode.Events[3].RecordedAt);
        Assert.Equal(course.Server.Clock.Now.Stamp(), episode.Events[4].RecordedAt);
        var line = Assert.Single(episode.Decisions);
        Assert.Equal((reply.Clinician.Name, Wire.Outcome.Enter, Wire.Step.Low, false), (line.Name, line.Outcome, line.Step, line.InputsChanged));
        Assert.Equal((2, Wire.Step.Low, false), (episode.TrajectoryVersion, episode.Step, episode.Ended));
    }

    [Theory, OnBothStores]
    public async Task What_falls_due_after_a_decision_is_what_the_decision_says(string store)
    {
        foreach (var told in new[] { A.Mild, A.MildWithRisk, [.. A.MildWithRisk, A.AutomatedSupport(given: false)], [.. A.Mild, A.AutomatedSupport(given: false)] })
        {
            var course = servers.On(store).Course();
            var reply = await course.TriageAsync(told);

            Assert.Equal(reply.Clinician.NextReview, (await course.GetAsync()).NextDue);
        }
    }

    [Theory, OnBothStores]
    public async Task An_unanswered_question_is_told_with_what_would_be_advised_without_it(string store)
    {
        var reply = await servers.On(store).Course().TriageAsync(A.Referral, A.Phq9(12), A.Gad7(9));

        var advice = reply.Clinician.Advice;
        Assert.Equal((Wire.Outcome.InsufficientData, Wire.Step.Unspecified), (advice.Outcome, advice.Step));
        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low), (advice.ProvisionalOutcome, advice.ProvisionalStep));
        Assert.Contains("Wsas", advice.MissingFacts);
    }
}
