using System.Collections.Immutable;
using SteppedCare.Server.Registry;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>How much a revision has to say in a plan, and what it is asked before it gets more.</summary>
public sealed class RevisionPartTests : RolloutsOfOneService
{
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
}
