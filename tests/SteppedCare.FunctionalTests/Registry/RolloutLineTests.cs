using System.Collections.Immutable;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>What a service's history means: what may answer, what is to be moved, and which numbers are used.</summary>
public sealed class RolloutLineTests : RolloutsOfOneService
{
    [Fact]
    public void What_was_overtaken_before_its_time_is_never_moved_whichever_of_the_two_has_the_later_one()
    {
        Set("2", Now.AddHours(1));
        Set("3", Now.AddHours(2));

        Assert.Equal([3, 1], Line.Answering().Select(rollout => rollout.Epoch));
        Assert.Empty(RolloutMover.Due(_registry.State, Now.AddHours(1.5)));
        Assert.Equal(3, Assert.Single(RolloutMover.Due(_registry.State, Now.AddHours(2))).Epoch);
        Assert.Equal([RolloutStage.Scheduled, RolloutStage.Superseded, RolloutStage.Live], Stages(Now.AddHours(1.5)));
        Assert.Equal([RolloutStage.Moving, RolloutStage.Superseded, RolloutStage.Live], Stages(Now.AddHours(2)));

        Set("4", Now.AddHours(1));
        Assert.Equal(4, Assert.Single(RolloutMover.Due(_registry.State, Now.AddHours(3))).Epoch);
    }

    [Fact]
    public void What_is_being_moved_is_moved_on_while_a_later_one_waits_for_its_time()
    {
        Set("2");
        Set("3", Now.AddHours(1));

        Assert.Equal(2, Assert.Single(RolloutMover.Due(_registry.State, Now)).Epoch);
        Assert.Equal([RolloutStage.Scheduled, RolloutStage.Moving, RolloutStage.Live], Stages(Now));
        Assert.Equal(3, Assert.Single(RolloutMover.Due(_registry.State, Now.AddHours(1))).Epoch);
        Assert.Equal([RolloutStage.Moving, RolloutStage.Superseded, RolloutStage.Live], Stages(Now.AddHours(1)));
        Assert.Equal([3, 2, 1], Line.Answering().Select(rollout => rollout.Epoch));
    }

    [Fact]
    public void What_every_tag_was_put_under_answers_though_another_overtook_it()
    {
        Set("2", Now.AddHours(1));
        Set("3", Now.AddHours(2));

        _registry.Do(new ReachRollout("demo", 2).Decide);

        Assert.Equal(2, Line.Live!.Epoch);
        Assert.Equal([3, 2], Line.Answering().Select(rollout => rollout.Epoch));
    }

    [Fact]
    public void A_number_that_the_store_was_put_under_is_never_used_again()
    {
        var tags = ImmutableDictionary<string, long>.Empty.Add("demo", 8);

        Assert.Equal("ROLLOUT_LOST", _registry.Refused((_registry.Back("demo") with { Tags = tags }).Decide).Reason);
        Assert.Equal("ROLLOUT_LOST", _registry.Refused((new BeginRollout("leeds", Name("1")) with { Tags = 8 }).Decide).Reason);
        Assert.Equal(9, ((RolloutChanged)_registry.Do((_registry.Rollout("2", "demo") with { Tags = tags }).Decide)).Epochs["demo"]);
        Assert.Equal(1, Line.Find(9)!.Before);
        _registry.Do((_registry.Back("demo") with { Tags = tags }).Decide);
        Assert.Equal((10, "1"), (Line.Latest!.Epoch, Line.Latest.Plan.Active.Version));
    }

    [Fact]
    public void A_number_that_was_used_changes_nothing_when_it_comes_again()
    {
        Set("2");
        var again = _registry.State.After(RegistryJson.Read(_registry.Log[^1].Span));

        Assert.Equal([2, 1], again.RolloutsOf("demo").Select(rollout => rollout.Epoch));
    }

    private RolloutStage[] Stages(DateTimeOffset now) => [.. Line.NewestFirst().Select(rollout => RolloutHistory.Answer(_registry.State, rollout, now).Stage)];
}
