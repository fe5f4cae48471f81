using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>What can happen to a rollout.</summary>
public sealed class RolloutChangeTests
{
    private readonly ARegistry _registry = new();

    public RolloutChangeTests()
    {
        _registry.Approved("1");
        _registry.Approved("2");
        _registry.Approved("3");
        _registry.Do(new BeginRollout("demo", _registry.State.Find(Policy, "1")!.Name).Decide);
    }

    private RolloutPlan Plan => _registry.State.RolloutOf("demo")!.Plan;

    [Fact]
    public void The_first_rollout_is_epoch_one_and_there_is_one()
    {
        var rollout = _registry.State.RolloutOf("demo")!;

        Assert.Equal((1, "1", RolloutChange.First, false), (rollout.Epoch, rollout.Plan.Active.Version, rollout.Changed.Change, rollout.IsReached));
        Assert.True(_registry.IsThere(new BeginRollout("demo", _registry.State.Find(Policy, "2")!.Name).Decide));
    }

    [Fact]
    public void A_service_does_not_begin_with_what_is_unknown_unapproved_or_retired()
    {
        var unapproved = _registry.Published("4");
        var retired = _registry.Approved("5");
        _registry.Do(new RetireRevision(Policy, "5", Officer, "wrong").Decide);

        Assert.Equal((RefusalKind.FailedPrecondition, "REVISION_NOT_APPROVED"), KindAndReason(new BeginRollout("york", unapproved).Decide));
        Assert.Equal((RefusalKind.FailedPrecondition, "REVISION_RETIRED"), KindAndReason(new BeginRollout("york", retired).Decide));
        Assert.Equal((RefusalKind.NotFound, "REVISION_UNKNOWN"), KindAndReason(new BeginRollout("york", retired with { Digest = "other" }).Decide));
    }

    [Fact]
    public void A_rollout_gives_each_of_its_services_its_next_epoch()
    {
        _registry.Do((_registry.Rollout("2", "demo", "leeds") with { CanaryVersion = "3", CanaryShare = 500, ShadowVersions = ["1"] }).Decide);

        Assert.Equal((2, 1), (_registry.State.RolloutOf("demo")!.Epoch, _registry.State.RolloutOf("leeds")!.Epoch));
        Assert.Equal(("2", "3", 500), (Plan.Active.Version, Plan.Canary!.Version, Plan.CanaryShare));
        Assert.Equal("1", Plan.Shadows.Single().Version);
        Assert.Equal("1", _registry.State.RolloutOf("demo", 1)!.Plan.Active.Version);
        Assert.Null(_registry.State.RolloutOf("york"));
    }

    [Fact]
    public void A_rollout_that_saw_another_epoch_is_refused()
    {
        var stale = _registry.Rollout("2", "demo");
        _registry.Do(_registry.Rollout("3", "demo").Decide);

        Assert.Equal((RefusalKind.Aborted, "ROLLOUT_MOVED"), KindAndReason(stale.Decide));
        Assert.Equal("ROLLOUT_MOVED", _registry.Refused((stale with { Seen = [new SeenEpoch("demo", 3)] }).Decide).Reason);
        Assert.Equal("ROLLOUT_MOVED", _registry.Refused((stale with { Seen = [new SeenEpoch("leeds", 1)] }).Decide).Reason);
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        Assert.Equal((RefusalKind.NotFound, "SERVICE_UNKNOWN"), KindAndReason(_registry.Rollout("2", "nowhere").Decide));
        Assert.Equal((RefusalKind.NotFound, "POLICY_UNKNOWN"), KindAndReason((_registry.Rollout("2", "demo") with { Policy = "none" }).Decide));
        Assert.Equal((RefusalKind.NotFound, "REVISION_UNKNOWN"), KindAndReason(_registry.Rollout("9", "demo").Decide));
        Assert.Equal("REVISION_UNKNOWN", _registry.Refused((_registry.Rollout("1", "demo") with { CanaryVersion = "9" }).Decide).Reason);
        Assert.Equal("REVISION_UNKNOWN", _registry.Refused((_registry.Rollout("1", "demo") with { ShadowVersions = ["9"] }).Decide).Reason);
    }

    [Fact]
    public void Neither_an_unapproved_nor_a_retired_revision_gets_into_a_rollout_in_any_role()
    {
        _registry.Published("4");
        _registry.Do(new RetireRevision(Policy, "3", Officer, "wrong").Decide);
        var rollout = _registry.Rollout("1", "demo");

        foreach (var (version, reason) in new[] { ("4", "REVISION_NOT_APPROVED"), ("3", "REVISION_RETIRED") })
        {
            Assert.All(
                [_registry.Rollout(version, "demo"), rollout with { CanaryVersion = version }, rollout with { ShadowVersions = [version] }],
                refused => Assert.Equal((RefusalKind.FailedPrecondition, reason), KindAndReason(refused.Decide)));
        }
    }

    [Fact]
    public void Other_invariants_keep_out_what_was_not_approved_under_them_and_let_go_on_what_answers()
    {
        _registry.Do(Invariants("stricter", null).Decide);

        Assert.Equal("REVISION_NOT_APPROVED", _registry.Refused(_registry.Rollout("2", "demo").Decide).Reason);
        _registry.Approved("4");
        _registry.Do((_registry.Rollout("1", "demo") with { CanaryVersion = "4", CanaryShare = 100, Ladders = Ladder("4", Step.Low) }).Decide);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(10_001)]
    public void A_share_is_from_nothing_to_everybody(int share) =>
        Assert.Equal(["canary_percent"], Fields(_registry.Rollout("1", "demo") with { CanaryVersion = "2", CanaryShare = share }));

    [Fact]
    public void Fields_that_cannot_be_so_are_all_named()
    {
        var rollout = _registry.Rollout("1", "demo");

        Assert.Equal(["canary_version"], Fields(rollout with { CanaryShare = 1 }));
        Assert.Equal(["canary_version"], Fields(rollout with { CanaryVersion = "1" }));
        Assert.Equal(["shadow_versions"], Fields(rollout with { ShadowVersions = ["2", "2"] }));
        Assert.Equal(["shadow_versions"], Fields(rollout with { ShadowVersions = ["1"] }));
        Assert.Equal(["shadow_versions"], Fields(rollout with { ShadowVersions = ["2", "3", "4", "5"] }));
        Assert.Equal(["not_before"], Fields(rollout with { NotBefore = Now.AddDays(31).AddSeconds(1) }));
        Assert.Equal(["seen"], Fields(rollout with { Seen = [] }));
        Assert.Equal(["seen", "canary_percent"], Fields(rollout with { Seen = [.. rollout.Seen, .. rollout.Seen], CanaryVersion = "2", CanaryShare = 20_000 }));
    }

    [Fact]
    public void A_ladder_without_a_step_that_people_stand_on_is_refused_for_what_would_answer_them()
    {
        var occupied = ImmutableHashSet.Create(Step.Low, Step.High);
        var rollout = _registry.Rollout("3", "demo") with { Occupied = occupied };

        Assert.Equal((RefusalKind.FailedPrecondition, "STEP_OCCUPIED"), KindAndReason(rollout.Decide));
        Assert.Equal("STEP_OCCUPIED", _registry.Refused((_registry.Rollout("2", "demo") with { Occupied = occupied, CanaryVersion = "3" }).Decide).Reason);
        _registry.Do((_registry.Rollout("2", "demo") with { Occupied = occupied, ShadowVersions = ["3"] }).Decide);
    }

    [Fact]
    public void Going_back_brings_back_the_plan_before_as_a_new_epoch()
    {
        _registry.Do((_registry.Rollout("2", "demo") with { CanaryVersion = "3", CanaryShare = 500 }).Decide);
        _registry.Do(_registry.Rollout("3", "demo").Decide);

        var changed = (RolloutChanged)_registry.Do(_registry.Back("demo").Decide);

        Assert.Equal((RolloutChange.RolledBack, 4, "worse"), (changed.Change, changed.Epochs["demo"], changed.Reason));
        Assert.Equal(("2", "3", 500), (Plan.Active.Version, Plan.Canary!.Version, Plan.CanaryShare));
    }

    [Fact]
    public void Going_back_again_goes_further_back_and_never_to_what_was_taken_back()
    {
        _registry.Do(_registry.Rollout("2", "demo").Decide);
        _registry.Do(_registry.Rollout("3", "demo").Decide);

        _registry.Do(_registry.Back("demo").Decide);
        Assert.Equal("2", Plan.Active.Version);
        _registry.Do(_registry.Back("demo").Decide);
        Assert.Equal("1", Plan.Active.Version);
        Assert.Equal((RefusalKind.FailedPrecondition, "NOTHING_TO_ROLL_BACK"), KindAndReason(_registry.Back("demo").Decide));

        _registry.Do(_registry.Rollout("3", "demo").Decide);
        _registry.Do(_registry.Back("demo").Decide);
        Assert.Equal(("1", 7), (Plan.Active.Version, _registry.State.RolloutOf("demo")!.Epoch));
    }

    [Fact]
    public void Going_back_is_all_or_nothing_over_its_services_and_each_goes_to_its_own()
    {
        _registry.Do(_registry.Rollout("3", "leeds").Decide);
        Assert.Equal("NOTHING_TO_ROLL_BACK", _registry.Refused(_registry.Back("leeds", "demo").Decide).Reason);
        Assert.Equal("NOTHING_TO_ROLL_BACK", _registry.Refused(_registry.Back("york").Decide).Reason);
        _registry.Do(_registry.Rollout("2", "demo", "leeds").Decide);
        var stale = _registry.Back("demo", "leeds");

        _registry.Do(stale.Decide);

        Assert.Equal(("1", "3"), (Plan.Active.Version, _registry.State.RolloutOf("leeds")!.Plan.Active.Version));
        Assert.Equal((RefusalKind.Aborted, "ROLLOUT_MOVED"), KindAndReason(stale.Decide));
        Assert.Equal("INVALID_FIELDS", _registry.Refused(_registry.Back().Decide).Reason);
    }

    [Fact]
    public void What_is_retired_is_not_brought_back()
    {
        _registry.Do(_registry.Rollout("2", "demo").Decide);
        _registry.Do(new ReachRollout("demo", 2).Decide);
        _registry.Do(new RetireRevision(Policy, "1", Officer, "wrong").Decide);

        Assert.Equal((RefusalKind.FailedPrecondition, "REVISION_RETIRED"), KindAndReason(_registry.Back("demo").Decide));
    }

    [Fact]
    public void The_guard_goes_back_in_its_own_name()
    {
        _registry.Do(_registry.Rollout("2", "demo").Decide);

        var changed = (RolloutChanged)_registry.Do((_registry.Back("demo") with { Change = RolloutChange.Guarded, By = RollBack.Guard }).Decide);

        Assert.Equal((RolloutChange.Guarded, "guard", "1"), (changed.Change, changed.By, Plan.Active.Version));
    }

    [Fact]
    public void A_rollout_is_reached_once_whoever_says_so_and_a_later_one_does_not_undo_it()
    {
        _registry.Do(_registry.Rollout("2", "demo").Decide);

        _registry.Do(new ReachRollout("demo", 1).Decide);

        Assert.True(_registry.State.RolloutOf("demo", 1)!.IsReached);
        Assert.False(_registry.State.RolloutOf("demo")!.IsReached);
        Assert.True(_registry.IsThere(new ReachRollout("demo", 1).Decide));
        Assert.Equal("ROLLOUT_MOVED", _registry.Refused(new ReachRollout("demo", 3).Decide).Reason);
    }

    private static ImmutableDictionary<string, IReadOnlySet<Step>> Ladder(string version, params Step[] steps) =>
        ImmutableDictionary<string, IReadOnlySet<Step>>.Empty.Add(version, steps.ToImmutableHashSet());

    private string[] Fields(SetRollout rollout)
    {
        var refusal = _registry.Refused(rollout.Decide);
        Assert.Equal((RefusalKind.Invalid, "INVALID_FIELDS"), (refusal.Kind, refusal.Reason));
        return [.. refusal.Violations.Select(violation => violation.Field)];
    }

    private (RefusalKind, string) KindAndReason(Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide)
    {
        var refusal = _registry.Refused(decide);
        return (refusal.Kind, refusal.Reason);
    }
}
