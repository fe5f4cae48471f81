using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Care that begins is a fact: always accepted, and said so where nobody had confirmed it.</summary>
[Collection(nameof(BothServers))]
public sealed class StartTests(BothServers servers)
{
    private const string Today = "2026-11-23";

    [Theory, OnBothStores]
    public async Task A_start_that_nobody_confirmed_is_accepted_and_flagged_on_the_next_decision(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);

        await course.RecordAsync(A.Started(Wire.Step.High).On(Today));
        var reviewed = (await course.ReviewAsync()).Clinician;

        var episode = await course.GetAsync();
        Assert.Equal((true, Wire.Step.High), (episode.UnconfirmedStart, episode.Step));
        Assert.Contains(Wire.Flag.UnconfirmedStart, reviewed.Advice.Flags);
        Assert.Equal(reviewed, await course.GetDecisionAsync(reviewed.Name));
    }

    [Theory, OnBothStores]
    public async Task A_start_that_matches_what_a_clinician_confirmed_is_not_flagged(string store)
    {
        var course = servers.On(store).Course();
        await course.AcceptAsync((await course.TriageAsync(A.Mild)).Clinician.Name);

        await course.RecordAsync(A.Started(Wire.Step.Low).On(Today));
        var reviewed = (await course.ReviewAsync()).Clinician;

        Assert.False((await course.GetAsync()).UnconfirmedStart);
        Assert.DoesNotContain(Wire.Flag.UnconfirmedStart, reviewed.Advice.Flags);
    }

    [Theory, OnBothStores]
    public async Task A_start_at_another_step_than_the_confirmed_one_is_flagged(string store)
    {
        var course = servers.On(store).Course();
        await course.AcceptAsync((await course.TriageAsync(A.Mild)).Clinician.Name);

        var reviewed = (await course.ReviewAsync(A.Started(Wire.Step.High).On(Today))).Clinician;

        Assert.True((await course.GetAsync()).UnconfirmedStart);
        Assert.Contains(Wire.Flag.UnconfirmedStart, reviewed.Advice.Flags);
    }

    [Theory, OnBothStores]
    public async Task A_decision_keeps_its_flag_whatever_started_or_was_confirmed_later(string store)
    {
        var course = servers.On(store).Course();
        var before = (await course.TriageAsync(A.Mild)).Clinician;
        var flagged = (await course.ReviewAsync(A.Started(Wire.Step.Low).On(Today))).Clinician;
        await course.OverrideAsync(flagged.Name, Wire.Outcome.StepUp, Wire.Step.High);
        await course.RecordAsync(A.Started(Wire.Step.High).On(Today));

        Assert.False((await course.GetAsync()).UnconfirmedStart);
        Assert.DoesNotContain(Wire.Flag.UnconfirmedStart, (await course.GetDecisionAsync(before.Name)).Advice.Flags);
        Assert.Equal(flagged.Advice, (await course.GetDecisionAsync(flagged.Name)).Advice);
    }

    [Theory, OnBothStores]
    public async Task An_assessment_flags_such_a_start_too(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);

        var assessment = await course.EvaluateAsync(Wire.DecisionCall.Review, A.Started(Wire.Step.High).On(Today));

        Assert.Contains(Wire.Flag.UnconfirmedStart, assessment.Advice.Flags);
    }
}
