using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Rollouts;

/// <summary>Rollouts change under everybody at once, and nobody's answer comes from two of them.</summary>
[Collection(nameof(Replicas))]
public sealed class FlipTests(Replicas replicas)
{
    [Fact]
    public async Task A_change_is_answered_by_every_replica_as_soon_as_it_is_told_and_so_is_its_return()
    {
        await replicas.UnderAsync("low");

        var changed = await replicas.Lead.RollOutAsync("high");

        Assert.True(changed.IsReached);
        foreach (var server in replicas.All)
        {
            Assert.Equal((Wire.Step.High, "high", changed.Epoch), await replicas.AnsweredAsync(server));
        }

        var back = await replicas.Lead.RollBackAsync();
        Assert.Equal((changed.Epoch + 1, RolloutChange.RolledBack), (back.Epoch, back.Changed.Change));
        foreach (var server in replicas.All)
        {
            Assert.Equal((Wire.Step.Low, "low", back.Epoch), await replicas.AnsweredAsync(server));
        }
    }

    [Fact]
    public async Task Flips_under_load_fail_no_call_and_no_episode_s_epoch_goes_back()
    {
        await replicas.UnderAsync("low");
        using var ended = new CancellationTokenSource();
        var answers = new ConcurrentQueue<(string Episode, int Version, long Epoch, string Revision)>();
        var callers = Enumerable.Range(0, 6).Select(number => Task.Run(() => CallAsync(replicas.All[number % 3], replicas.All[(number + 1) % 3], answers, ended.Token))).ToList();

        var flips = new List<RolloutRecord>();
        for (var flip = 0; flip < 10; flip++)
        {
            flips.Add(await new Lead(replicas.All[flip % 3]).RollOutAsync(flip % 2 == 0 ? "high" : "low"));
        }

        await ended.CancelAsync();
        await Task.WhenAll(callers).WaitAsync(AssembledServer.Patience);

        Assert.Equal(Enumerable.Range(0, 10).Select(flip => flips[0].Epoch + flip), flips.Select(flip => flip.Epoch));
        foreach (var episode in answers.GroupBy(answer => answer.Episode))
        {
            var epochs = episode.OrderBy(answer => answer.Version).Select(answer => answer.Epoch).ToList();
            Assert.Equal(epochs.Order(), epochs);
        }

        // What answered is what its epoch says, on whatever replica.
        var plans = flips.ToDictionary(flip => flip.Epoch, flip => flip.Plan.Active.Version);
        Assert.All(answers.Where(answer => plans.ContainsKey(answer.Epoch)), answer => Assert.Equal(plans[answer.Epoch], answer.Revision));
        Assert.True(answers.Select(answer => answer.Epoch).Distinct().Count() > 1, "No call fell between two flips.");
    }

    [Fact]
    public async Task A_rollout_that_its_mover_left_in_the_middle_is_finished_by_another()
    {
        await replicas.UnderAsync("low");
        var registry = replicas.First.Services.GetRequiredService<IPolicyRegistry>();
        var store = replicas.First.Services.GetRequiredService<IRegistryStore>();
        await Until.ItHoldsAsync(() => store.TryLeaseAsync("rollouts", "killed", TimeSpan.FromSeconds(1), CancellationToken.None), () => "The lease was never free.");
        var moving = (await replicas.Lead.ChangeAsync(replicas.Lead.Setting("high").Decide)).State.RolloutOf(Course.Service)!;
        var epoch = moving.Epoch;
        foreach (var tag in EpisodeTag.All(Course.Service).Take(7))
        {
            await store.AdvanceEpochAsync(tag, moving.Tag, CancellationToken.None);
        }

        // Half moved, half not: everybody is answered, each by the rollout of their own part.
        var moved = Enumerable.Range(0, int.MaxValue).Select(_ => replicas.Course(replicas.All[1])).First(course => EpisodeTag.Of(course.Key).Bucket < 7);
        Assert.Equal(epoch, (await moved.TriageAsync(A.Mild)).Clinician.Provenance.Epoch);
        await Until.ItHoldsAsync(
            async () => (await registry.RefreshAsync(CancellationToken.None)).RolloutOf(Course.Service, epoch)!.IsReached, () => "Nobody finished the rollout.");
        Assert.Equal((Wire.Step.High, "high", epoch), await replicas.AnsweredAsync(replicas.All[2]));
    }

    [Fact]
    public async Task A_change_from_an_outdated_look_is_refused_and_one_sent_twice_happens_once()
    {
        await replicas.UnderAsync("low");
        var command = replicas.Lead.Command("high");
        var first = await replicas.Lead.RollOutAsync(command);

        var again = await replicas.Lead.RollOutAsync(command);
        var outdated = await replicas.Lead.TryAsync(replicas.Lead.Command("low") with { Seen = command.Seen });

        Assert.Equal(first.Epoch, again.Epoch);
        Assert.Equal("ROLLOUT_MOVED", outdated.Refusal?.Reason);
        Assert.Equal(first.Epoch, replicas.Lead.Present.Epoch);
    }

    [Fact]
    public async Task A_change_with_a_time_waits_for_it_and_a_later_change_takes_its_place()
    {
        await replicas.UnderAsync("low");
        var registry = replicas.First.Services.GetRequiredService<IPolicyRegistry>();
        await registry.RefreshAsync(CancellationToken.None);

        var later = await replicas.Lead.RollOutAsync(replicas.Lead.Command("high") with { NotBefore = registry.StoreNow.AddDays(1) });
        Assert.False(later.IsReached);
        Assert.Equal("low", (await replicas.AnsweredAsync(replicas.All[1])).Version);
        var soon = await replicas.Lead.RollOutAsync(replicas.Lead.Command("high") with { NotBefore = registry.StoreNow.AddMilliseconds(300) });

        await Until.ItHoldsAsync(
            async () => (await registry.RefreshAsync(CancellationToken.None)).RolloutOf(Course.Service, soon.Epoch)!.IsReached, () => "The rollout's time came and nobody moved it.");
        Assert.Equal((Wire.Step.High, "high", soon.Epoch), await replicas.AnsweredAsync(replicas.All[1]));
        Assert.False(registry.State.RolloutOf(Course.Service, later.Epoch)!.IsReached);
    }

    [Fact]
    public async Task A_revision_that_cannot_be_loaded_changes_nothing_and_says_why()
    {
        await replicas.UnderAsync("low");
        await replicas.Lead.PublishAsync("faulty", "Ladder(Low, High);");
        await replicas.Lead.PublishAsync("wrong", Scripts.Another(Scripts.Low, 1), "cases:\n  - name: answered otherwise\n    call: triage\n    facts: {Phq9: 12, Item9: 0}\n    expect: {step: high}\n");

        var faulty = await replicas.Lead.InsistAsync(replicas.Lead.Command("faulty"));
        var wrong = await replicas.Lead.InsistAsync(replicas.Lead.Command("wrong"));
        var unknown = await replicas.Lead.TryAsync(replicas.Lead.Command("unknown"));

        Assert.Equal(("REVISION_FAULTY", "REVISION_FAULTY", "REVISION_UNKNOWN"), (faulty.Refusal?.Reason, wrong.Refusal?.Reason, unknown.Refusal?.Reason));
        Assert.Equal("low", (await replicas.AnsweredAsync(replicas.All[1])).Version);
    }

    [Fact]
    public async Task Open_episodes_keep_their_step_on_the_ladder()
    {
        await replicas.UnderAsync("low");
        await replicas.Lead.PublishAsync("without-high", Scripts.WithoutHigh);
        var course = replicas.Course(replicas.First);
        await course.TriageAsync(A.Mild);
        await course.RecordAsync(A.Started(Wire.Step.High));

        var refused = await replicas.Lead.InsistAsync(replicas.Lead.Command("without-high"));

        Assert.Equal("STEP_OCCUPIED", refused.Refusal?.Reason);
    }

    private async Task CallAsync(AssembledServer one, AssembledServer other, ConcurrentQueue<(string, int, long, string)> answers, CancellationToken ended)
    {
        // One episode, asked from two replicas in turn.
        var course = replicas.Course(one);
        var elsewhere = new Course(other, course.Key.Episode);
        Keep(course, (await course.TriageAsync(A.Mild)).Clinician, 1);
        for (var call = 0; !ended.IsCancellationRequested; call++)
        {
            var request = course.TriageRequest();
            var reply = await (call % 2 == 0 ? course : elsewhere).SendAsync(request);
            Keep(course, reply.Clinician, reply.TrajectoryVersion);
        }

        void Keep(Course of, Wire.Decision decision, int version) => answers.Enqueue((of.Key.Episode, version, decision.Provenance.Epoch, decision.Provenance.Version));
    }
}
