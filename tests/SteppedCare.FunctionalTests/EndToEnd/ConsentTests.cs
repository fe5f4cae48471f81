using Microsoft.Extensions.DependencyInjection;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>A person may refuse that recommendations are prepared for them. Danger is still seen; nothing else is looked at.</summary>
[Collection(nameof(BothServers))]
public sealed class ConsentTests(BothServers servers)
{
    [Theory, OnBothStores]
    public async Task Refused_support_leaves_the_safety_rules_and_a_human(string store)
    {
        var course = servers.On(store).Course();
        var reply = await course.TriageAsync([.. A.MildWithRisk, A.AutomatedSupport(given: false)]);

        var advice = reply.Clinician.Advice;
        Assert.Equal((Wire.Outcome.HumanReview, Wire.Step.Unspecified), (advice.Outcome, advice.Step));
        Assert.Equal([Wire.Flag.RiskFirst, Wire.Flag.ByChoice], advice.Flags);
        Assert.Equal(Wire.TaskKind.SameDay, Assert.Single(reply.Clinician.Tasks).Kind);
        Assert.True(reply.Contingency.ShowNow);
        Assert.Equal(AssembledServer.Monday.AddHours(8).Stamp(), reply.Clinician.NextReview);
        var quoted = advice.Reasons.SelectMany(reason => reason.Facts).Select(fact => fact.Fact).ToList();
        Assert.NotEmpty(quoted);
        Assert.DoesNotContain(quoted, fact => fact is "Phq9" or "Gad7" or "Wsas");
        Assert.Empty(advice.ExcludedFormats);
        Assert.DoesNotContain(advice.NotStatedFacts, fact => fact is "Preference" or "Psychosis");
    }

    [Theory, OnBothStores]
    public async Task Of_a_person_who_refused_only_what_the_safety_rules_read_is_kept(string store)
    {
        var course = servers.On(store).Course();
        var refused = await course.TriageAsync([.. A.MildWithRisk, A.AutomatedSupport(given: false)]);

        var services = course.Server.Services;
        var stored = await services.GetRequiredService<ITrajectoryStore>().LoadAsync(course.Key, null, CancellationToken.None);
        var record = ((Decided)TrajectoryCodec.Decode(stored.Trajectory.Span).Entries[0].Act!).Record;
        var safety = services.GetRequiredService<IRollouts>().FindRevision(record.Revision)!.SafetyFacts;
        var kept = FactsVector.Decode(record.Facts.AsSpan());
        Assert.False(record.Consent);
        Assert.NotEqual(FactCode.Unknown, kept[FactNumber.Item9]);
        Assert.All(FactTable.All.Where(row => !safety.Contains(row.Number)), row => Assert.Equal(FactCode.Unknown, kept[row.Number]));
        Assert.Equal(refused.Clinician, await course.GetDecisionAsync(refused.Clinician.Name));
    }

    [Theory, OnBothStores]
    public async Task Once_support_is_wanted_again_it_is_given(string store)
    {
        var course = servers.On(store).Course();
        var refused = await course.TriageAsync([.. A.Mild, A.AutomatedSupport(given: false)]);
        var wanted = await course.TriageAsync(A.AutomatedSupport(given: true).On("2026-11-20"));

        Assert.Equal(Wire.Outcome.HumanReview, refused.Clinician.Advice.Outcome);
        Assert.False(refused.Contingency.ShowNow);
        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low), (wanted.Clinician.Advice.Outcome, wanted.Clinician.Advice.Step));
        Assert.Empty(wanted.Clinician.Advice.Flags);
        Assert.Equal(refused.Clinician.Advice, (await course.GetDecisionAsync(refused.Clinician.Name)).Advice);
    }

    [Theory, OnBothStores]
    public async Task Refusing_the_use_of_data_changes_no_decision(string store)
    {
        var told = A.AutomatedSupport(given: false);
        told.ConsentChanged.Scope = Wire.ConsentScope.DataUse;

        var reply = await servers.On(store).Course().TriageAsync([.. A.Mild, told]);

        Assert.Equal((Wire.Outcome.Enter, Wire.Step.Low), (reply.Clinician.Advice.Outcome, reply.Clinician.Advice.Step));
    }
}
