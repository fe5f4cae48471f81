using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>A number that a lost rollout used is not used for another one: what was decided since takes a higher one, in the same place.</summary>
public sealed class RenumberRolloutTests
{
    private readonly ARegistry _registry = new();

    public RenumberRolloutTests()
    {
        _registry.Approved("1");
        _registry.Approved("2");
        _registry.Do(_registry.Rollout("1", "demo").Decide);
        _registry.Do(new ReachRollout("demo", 1).Decide);
    }

    private RolloutLine Line => _registry.State.LineOf("demo");

    [Fact]
    public void Two_changes_of_one_number_have_different_marks_and_every_reader_sees_the_same()
    {
        var other = new ARegistry();
        other.Approved("1");
        other.Approved("2");
        other.Do(other.Rollout("2", "demo").Decide);

        var (here, there) = (Line.Find(1)!.Tag, other.State.RolloutOf("demo", 1)!.Tag);

        Assert.Equal((1L, 1L), (here.Number, there.Number));
        Assert.NotEqual(0, here.Mark);
        Assert.False(here.CanBe(there));
        Assert.Equal(here, _registry.Log.Aggregate(RegistryState.Empty, (state, entry) => state.After(RegistryJson.Read(entry.Span))).RolloutOf("demo", 1)!.Tag);
        Assert.NotNull(_registry.State.RolloutOf("demo", here));
        Assert.NotNull(_registry.State.RolloutOf("demo", here with { Mark = 0 }));
        Assert.Null(_registry.State.RolloutOf("demo", there));
    }

    [Fact]
    public void The_first_rollout_of_a_service_is_told_by_its_number_as_a_release_did_that_knew_no_other()
    {
        _registry.Do(new BeginRollout("leeds", _registry.State.Find(ARegistry.Policy, "1")!.Name).Decide);

        Assert.Equal(new TagEpoch(1, 0), _registry.State.RolloutOf("leeds")!.Tag);
        Assert.Equal("1", _registry.State.RolloutOf("leeds")!.Tag.ToString());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void A_rollout_whose_tags_are_found_under_a_lost_one_is_numbered_above_it(long lost)
    {
        _registry.Do(_registry.Rollout("2", "demo").Decide);

        _registry.Do(new RenumberRollout("demo", 2, [Line.Live!.Tag, new TagEpoch(lost, 99)]).Decide);

        Assert.Equal((lost + 1, "2"), (Line.Latest!.Epoch, Line.Latest.Plan.Active.Version));
        Assert.Equal("better", Line.Latest.Changed.Reason);
        Assert.Equal([lost + 1], Line.AnsweringAt(ARegistry.Now).Take(1).Select(rollout => rollout.Epoch));
    }

    [Fact]
    public void Going_back_from_a_rollout_that_was_numbered_anew_brings_back_what_answered_before_it()
    {
        _registry.Do(_registry.Rollout("2", "demo").Decide);
        _registry.Do(new RenumberRollout("demo", 2, [new TagEpoch(2, 99)]).Decide);
        _registry.Do(new ReachRollout("demo", 3).Decide);

        _registry.Do(_registry.Back("demo").Decide);

        Assert.Equal((4, "1"), (Line.Latest!.Epoch, Line.Latest.Plan.Active.Version));
    }

    [Fact]
    public void A_return_that_is_numbered_anew_stands_where_the_return_stood()
    {
        _registry.Do(_registry.Rollout("2", "demo").Decide);
        _registry.Do(new ReachRollout("demo", 2).Decide);
        _registry.Do(_registry.Back("demo").Decide);

        _registry.Do(new RenumberRollout("demo", 3, [new TagEpoch(3, 99)]).Decide);

        Assert.Equal((4, "1", RolloutChange.RolledBack), (Line.Latest!.Epoch, Line.Latest.Plan.Active.Version, Line.Latest.Changed.Change));
        Assert.Empty(Line.Below(Line.Latest));
        Assert.Equal("NOTHING_TO_ROLL_BACK", _registry.Refused(_registry.Back("demo").Decide).Reason);
    }

    [Fact]
    public void What_a_known_rollout_overtook_keeps_its_number()
    {
        _registry.Do(_registry.Rollout("2", "demo").Decide);
        _registry.Do(_registry.Rollout("1", "demo").Decide);
        var overtaking = Line.Latest!.Tag;

        Assert.True(_registry.IsThere(new RenumberRollout("demo", 2, [overtaking]).Decide));

        // And one that a later change stands behind is left to that one.
        Assert.Equal("ROLLOUT_MOVED", _registry.Refused(new RenumberRollout("demo", 2, [new TagEpoch(2, 99)]).Decide).Reason);
        Assert.Equal("ROLLOUT_MOVED", _registry.Refused(new RenumberRollout("demo", 9, [new TagEpoch(9, 99)]).Decide).Reason);
    }
}
