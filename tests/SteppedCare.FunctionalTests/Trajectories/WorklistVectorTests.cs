using SteppedCare.FunctionalTests.Documents;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>What docs/storage-vectors.txt says of open tasks is what Redis is given, and what is read.</summary>
public sealed class WorklistVectorTests
{
    private static readonly DateTimeOffset s_raised = new(2026, 1, 12, 14, 45, 30, 250, TimeSpan.Zero);
    private static readonly OpenTask s_sameDay = new(TaskKind.SameDay, s_raised.AddHours(8), s_raised, Step.Low, IsAcknowledged: true);
    private static readonly OpenTask s_review = new(TaskKind.ReviewDue, s_raised.AddDays(1), s_raised, Step.Low, IsAcknowledged: false);

    [Fact]
    public void A_member_reads_as_its_task() => Assert.Equal(new WorklistEntry("ep-7", s_sameDay), WorklistMember.Read(Vector("worklist-member")));

    [Fact]
    public void Packed_tasks_are_members_without_the_name()
    {
        var packed = WorklistMember.Pack([s_sameDay, s_review]);

        Assert.Equal(Convert.ToHexString(Vector("worklist-open")), Convert.ToHexString(packed));
        Assert.Equal(Convert.ToHexString(Vector("worklist-member")), Convert.ToHexString([.. packed[..14], .. "ep-7"u8, packed[14]]));
    }

    [Fact]
    public void A_place_stands_behind_its_task_whatever_became_of_it_and_before_the_next_name()
    {
        var place = new WorklistEntry("ep-7", s_sameDay).Place;
        var after = WorklistMember.After(place).AsSpan(1).ToArray();
        byte[][] members = [.. ((string[])["ep-6", "ep-7", "ep-7-", "ep-70", "ep-8"]).Select(name => (byte[])[.. WorklistMember.Pack([s_sameDay])[..14], .. System.Text.Encoding.ASCII.GetBytes(name), 0x0f])];

        Assert.Equal([true, true, false, false, false], members.Select(member => member.AsSpan().SequenceCompareTo(after) <= 0));
    }

    private static byte[] Vector(string name) =>
        Convert.FromHexString(Repository.Read("docs/storage-vectors.txt").Split('\n').Single(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Split(' ')[1].Trim());
}
