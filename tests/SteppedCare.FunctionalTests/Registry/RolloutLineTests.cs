using System.Collections.Immutable;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>What a service's history means: what may answer, what is to be moved, and what going back from it brings back.</summary>
public sealed class RolloutLineTests
{
    private static readonly GuardBounds s_bounds = new(TimeSpan.FromMinutes(10), 100, 1, null, null);

    private readonly ARegistry _registry = new();

    public RolloutLineTests()
    {
        foreach (var version in (string[])["1", "2", "3", "4"])
        {
            _registry.Approved(version);
        }

        _registry.Do(new BeginRollout("demo", Name("1")).Decide);
        Reach();
    }

    private RolloutLine Line => _registry.State.LineOf("demo");

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

    public static TheoryData<string, string, bool> Parts()
    {
        var rows = new TheoryData<string, string, bool>();
        string[] parts = ["none", "shadow", "canary 500", "canary 2000", "active"];
        for (var before = 0; before < parts.Length; before++)
        {
            for (var after = 1; after < parts.Length; after++)
            {
                rows.Add(parts[before], parts[after], after <= before);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public void A_revision_goes_on_under_other_invariants_with_as_much_to_say_and_no_more(string before, string after, bool goesOn)
    {
        _registry.Do(Part(before).Decide);
        Reach();
        _registry.Do(Invariants("stricter", null).Decide);
        _registry.Approved("5");

        // The other one is approved anew: only what becomes of the revision counts.
        var change = Part(after, other: "5");

        Assert.Equal(goesOn ? null : "REVISION_NOT_APPROVED", change.Decide(_registry.State, Now).Refusal?.Reason);
    }

    [Theory]
    [InlineData("none", "canary 500")]
    [InlineData("none", "active")]
    [InlineData("shadow", "canary 500")]
    [InlineData("shadow", "active")]
    [InlineData("canary 500", "canary 2000")]
    [InlineData("canary 500", "active")]
    public void A_revision_that_gets_more_to_say_is_asked_for_its_ladder(string before, string after)
    {
        _registry.Do(Part(before).Decide);
        Reach();

        Assert.Equal("STEP_OCCUPIED", _registry.Refused((Part(after) with { Occupied = ImmutableHashSet.Create(Step.High) }).Decide).Reason);
    }

    [Theory]
    [InlineData("active", "active")]
    [InlineData("canary 2000", "canary 500")]
    [InlineData("none", "shadow")]
    public void A_revision_that_gets_no_more_to_say_is_not_asked_for_its_ladder(string before, string after)
    {
        _registry.Do(Part(before).Decide);
        Reach();

        _registry.Do((Part(after) with { Occupied = ImmutableHashSet.Create(Step.High) }).Decide);
    }

    [Fact]
    public void Who_stands_on_a_step_of_a_canary_alone_is_not_left_to_a_revision_without_it()
    {
        _registry.Do((_registry.Rollout("3", "demo") with { CanaryVersion = "1", CanaryShare = 500 }).Decide);
        Reach();
        var occupied = ImmutableHashSet.Create(Step.High);

        Assert.Equal("STEP_OCCUPIED", _registry.Refused((_registry.Rollout("3", "demo") with { Occupied = occupied }).Decide).Reason);
        _registry.Do((_registry.Rollout("3", "demo") with { CanaryVersion = "1", CanaryShare = 100, Occupied = occupied }).Decide);
    }

    [Fact]
    public void What_waits_for_its_time_vouches_for_nothing()
    {
        Set("2", Now.AddHours(1));
        _registry.Do(Invariants("stricter", null).Decide);

        Assert.Equal("REVISION_NOT_APPROVED", _registry.Refused(_registry.Rollout("2", "demo").Decide).Reason);
    }

    // Revision 3 in that part, and another one beside it where it is not the active one.
    private SetRollout Part(string part, string other = "1")
    {
        var rollout = _registry.Rollout(part == "active" ? "3" : other, "demo");
        rollout = part switch
        {
            "shadow" => rollout with { ShadowVersions = ["3"] },
            "canary 500" => rollout with { CanaryVersion = "3", CanaryShare = 500 },
            "canary 2000" => rollout with { CanaryVersion = "3", CanaryShare = 2_000 },
            _ => rollout,
        };
        return rollout with { Ladders = rollout.Ladders.ToImmutableDictionary().SetItem("5", ImmutableHashSet.Create(Step.Low, Step.High)) };
    }

    private RevisionName Name(string version) => _registry.State.Find(Policy, version)!.Name;

    private void Set(string version, DateTimeOffset? notBefore = null, GuardBounds? guard = null) =>
        _registry.Do((_registry.Rollout(version, "demo") with { NotBefore = notBefore, Guard = guard, Ladders = AnyLadder }).Decide);

    private void Canary(string version, int share) =>
        _registry.Do((_registry.Rollout("1", "demo") with { CanaryVersion = version, CanaryShare = share, Guard = s_bounds }).Decide);

    private void Reach() => _registry.Do(new ReachRollout("demo", Line.Latest!.Epoch).Decide);

    private RollBack Guarded(long epoch, string culprit) =>
        new([new SeenEpoch("demo", epoch)], RolloutChange.Guarded, RollBack.Guard, "worse") { Culprit = Name(culprit) };

    private RolloutStage[] Stages(DateTimeOffset now) => [.. Line.NewestFirst().Select(rollout => RolloutHistory.Answer(_registry.State, rollout, now).Stage)];

    private static IReadOnlyDictionary<string, IReadOnlySet<Step>> AnyLadder { get; } =
        Enumerable.Range(1, 9).ToImmutableDictionary(version => $"{version}", _ => (IReadOnlySet<Step>)ImmutableHashSet.Create(Step.Low, Step.High));
}
