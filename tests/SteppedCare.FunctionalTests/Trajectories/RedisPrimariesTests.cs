using System.Globalization;
using SteppedCare.Server.Trajectories;
using StackExchange.Redis;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>A key to write on each primary, however few slots it has.</summary>
public sealed class RedisPrimariesTests
{
    [Fact]
    public void Every_primary_gets_a_key_in_one_of_its_slots()
    {
        var keys = RedisPrimaries.KeysOn([[new SlotRange(0, 99), new SlotRange(101, 16_383)], [new SlotRange(100, 100)]], SlotOf);

        Assert.Equal(["sc:probe", "sc:probe:100"], keys);
    }

    [Fact]
    public void Slots_that_nobody_has_are_a_part_that_is_away()
    {
        Assert.Equal(["sc:probe", null], RedisPrimaries.KeysOn([[new SlotRange(0, 16_382)]], SlotOf));
        Assert.Equal([null], RedisPrimaries.KeysOn([], SlotOf));
    }

    // As if each number had the slot of its name.
    private static int SlotOf(string key) => key == RedisKeys.Probe ? 0 : int.Parse(key[(RedisKeys.Probe.Length + 1)..], CultureInfo.InvariantCulture);
}
