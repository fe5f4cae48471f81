using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>What going back brings back, for a person and for the guard.</summary>
public sealed class GoingBackTests : RolloutsOfOneService
{
    [Fact]
    public void Going_back_never_brings_what_was_overtaken_before_its_time()
    {
        Set("2", Now.AddHours(24));
        Set("3");
        Reach();

        Assert.Equal(1, _registry.State.BeforeOf("demo")!.Epoch);
        Assert.DoesNotContain(Name("2"), RolloutReading.Needed(_registry.State, "demo"));
        Assert.Contains(Name("1"), RolloutReading.Needed(_registry.State, "demo"));
        Assert.Equal([3, 1], RolloutReading.Met(_registry.State, "demo").Select(rollout => rollout.Epoch));
        _registry.Do(_registry.Back("demo").Decide);
        Assert.Equal("1", Line.Latest!.Plan.Active.Version);
    }

    [Fact]
    public void Taking_back_what_waits_calls_it_off_and_once_more_goes_back_from_what_answers()
    {
        Set("2");
        Reach();
        Set("3", Now.AddHours(1));

        _registry.Do(_registry.Back("demo").Decide);
        Assert.Equal(("2", true), (Line.Latest!.Plan.Active.Version, Line.Find(3)!.IsVoid));
        Assert.Equal(4, Assert.Single(RolloutMover.Due(_registry.State, Now.AddHours(2))).Epoch);

        _registry.Do(_registry.Back("demo").Decide);
        Assert.Equal("1", Line.Latest!.Plan.Active.Version);
        Assert.Equal("NOTHING_TO_ROLL_BACK", _registry.Refused(_registry.Back("demo").Decide).Reason);
    }

    [Fact]
    public void What_answers_can_be_taken_back_while_a_later_one_waits_and_that_is_called_off_with_it()
    {
        Set("2");
        Reach();
        Set("3", Now.AddHours(1));

        _registry.Do((_registry.Back() with { Seen = [new SeenEpoch("demo", 2)] }).Decide);

        Assert.Equal((4, "1", true), (Line.Latest!.Epoch, Line.Latest.Plan.Active.Version, Line.Find(3)!.IsVoid));
        Assert.Equal("ROLLOUT_MOVED", _registry.Refused((_registry.Back() with { Seen = [new SeenEpoch("demo", 2)] }).Decide).Reason);
    }

    [Fact]
    public void The_guard_watches_what_answers_while_a_later_one_waits()
    {
        Set("2", guard: s_bounds);
        Reach();
        Set("3", Now.AddHours(1), s_bounds);

        Assert.Equal([2], _registry.State.WatchedOf("demo", Now).Select(rollout => rollout.Epoch));
        Assert.Equal([3, 2], _registry.State.WatchedOf("demo", Now.AddHours(1)).Select(rollout => rollout.Epoch));
        _registry.Do(Guarded(2, "2").Decide);
        Assert.Equal("1", Line.Latest!.Plan.Active.Version);
        Assert.DoesNotContain(_registry.State.WatchedOf("demo", Now.AddHours(2)), rollout => rollout.Epoch > 3);
    }

    [Fact]
    public void The_guard_goes_back_past_every_step_of_a_canary()
    {
        Canary("2", 500);
        Reach();
        Canary("2", 2_000);
        Reach();

        _registry.Do(Guarded(3, "2").Decide);

        Assert.Equal(("1", null), (Line.Latest!.Plan.Active.Version, Line.Latest.Plan.Canary));
        Assert.Equal("NOTHING_TO_ROLL_BACK", _registry.Refused(_registry.Back("demo").Decide).Reason);
    }

    [Fact]
    public void The_guard_goes_back_past_a_plan_whose_active_revision_is_the_culprit()
    {
        Set("2");
        Reach();
        _registry.Do((_registry.Rollout("2", "demo") with { ShadowVersions = ["3"], Guard = s_bounds }).Decide);
        Reach();
        Assert.Contains(Name("1"), RolloutReading.Needed(_registry.State, "demo"));

        _registry.Do(Guarded(3, "2").Decide);

        Assert.Equal("1", Line.Latest!.Plan.Active.Version);
    }

    [Fact]
    public void A_canary_that_everything_before_had_too_is_left_out()
    {
        _registry.Do((_registry.Rollout("1", "york") with { CanaryVersion = "2", CanaryShare = 500, Guard = s_bounds }).Decide);

        var back = _registry.Back("york") with { Change = RolloutChange.Guarded, Culprit = Name("2") };
        _registry.Do(back.Decide);

        var plan = _registry.State.RolloutOf("york")!.Plan;
        Assert.Equal(("1", null, 0, null), (plan.Active.Version, plan.Canary, plan.CanaryShare, plan.Guard));
        Assert.Equal("NOTHING_TO_ROLL_BACK", _registry.Refused((_registry.Back("york") with { Culprit = Name("1") }).Decide).Reason);
    }

    [Fact]
    public void What_was_retired_is_passed_over_and_what_the_guard_goes_back_to_is_not_retired()
    {
        Set("2");
        Reach();
        Set("3", guard: s_bounds);
        Reach();
        Assert.Equal("REVISION_IN_ROLLOUT", _registry.Refused(new RetireRevision(Policy, "2", Officer, "old").Decide).Reason);
        Set("3");
        Reach();
        _registry.Do(new RetireRevision(Policy, "2", Officer, "old").Decide);

        // Below the present one is the same revision with bounds; below that, the retired one.
        _registry.Do(_registry.Back("demo").Decide);
        Reach();
        _registry.Do(_registry.Back("demo").Decide);

        Assert.Equal("1", Line.Latest!.Plan.Active.Version);
    }

    [Fact]
    public void A_retired_shadow_does_not_come_back()
    {
        _registry.Do((_registry.Rollout("1", "demo") with { ShadowVersions = ["3"] }).Decide);
        Reach();
        Set("2");
        Reach();
        _registry.Do(new RetireRevision(Policy, "3", Officer, "old").Decide);

        _registry.Do(_registry.Back("demo").Decide);

        Assert.Equal(("1", 0), (Line.Latest!.Plan.Active.Version, Line.Latest.Plan.Shadows.Length));
    }

    private void Canary(string version, int share) =>
        _registry.Do((_registry.Rollout("1", "demo") with { CanaryVersion = version, CanaryShare = share, Guard = s_bounds }).Decide);

    private RollBack Guarded(long epoch, string culprit) =>
        new([new SeenEpoch("demo", epoch)], RolloutChange.Guarded, RollBack.Guard, "worse") { Culprit = Name(culprit) };
}
