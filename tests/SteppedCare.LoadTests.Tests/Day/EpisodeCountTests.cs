using System.Buffers.Binary;
using SteppedCare.LoadTests.Day;

namespace SteppedCare.LoadTests.Tests.Day;

public sealed class EpisodeCountTests
{
    private static readonly Dictionary<string, byte[]> s_vectors = File.ReadLines(Repository.PathOf("docs", "storage-vectors.txt"))
        .Where(line => line.Length > 0 && line[0] != '#')
        .ToDictionary(line => line.Split(' ')[0], line => Convert.FromHexString(line.Split(' ')[1]));

    [Fact]
    public void Two_writes_with_an_event_each_are_counted() =>
        Assert.Equal(new EpisodeCount(2, 2, 0), EpisodeCount.Of(s_vectors["two-entries"]));

    [Theory]
    [InlineData("three-events", 4, 0)]
    [InlineData("corrected", 1, 0)]
    [InlineData("decided", 0, 1)]
    [InlineData("decided-without-consent", 0, 1)]
    [InlineData("confirmed", 0, 0)]
    [InlineData("task-closed", 0, 0)]
    public void Of_one_write_its_events_and_its_decision_are_counted(string entry, int events, int decisions) =>
        Assert.Equal(new EpisodeCount(1, events, decisions), EpisodeCount.Of(Trajectory(1, s_vectors[entry])));

    [Fact]
    public void A_trajectory_that_lacks_an_entry_or_part_of_one_is_no_trajectory()
    {
        var whole = s_vectors["two-entries"];

        Assert.Throws<InvalidDataException>(() => EpisodeCount.Of(Trajectory(2, s_vectors["confirmed"])));
        Assert.Throws<InvalidDataException>(() => EpisodeCount.Of(whole.AsSpan(..^1)));
        Assert.Throws<InvalidDataException>(() => EpisodeCount.Of([]));
        Assert.Throws<InvalidDataException>(() => EpisodeCount.Of([2, .. whole[1..]]));
    }

    private static byte[] Trajectory(int version, byte[] entry)
    {
        var header = s_vectors["header"].ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(1), version);
        
        // The length in two groups of seven bits, as long entries need it.
        return [.. header, (byte)(entry.Length | 0x80), (byte)(entry.Length >> 7), .. entry];
    }
}
