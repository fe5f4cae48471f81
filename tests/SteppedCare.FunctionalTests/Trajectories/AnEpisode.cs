using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>Builds commits that say only what matters to a test.</summary>
internal static class AnEpisode
{
    public static readonly DateTimeOffset Monday = DateTimeOffset.Parse("2026-03-02T09:00:00Z", CultureInfo.InvariantCulture);

    /// <summary>The commit upon that version, under epoch 0 unless a test says otherwise.</summary>
    public static EpisodeCommit Upon(int version) => new()
    {
        ExpectedVersion = version,
        Epoch = 0,
        Trajectory = Trajectory(version + 1, 100),
        Log = new LogReference(EpisodeMethod.Triage, Leaf(version + 1)),
        EarliestDue = null,
        OldestOpenRiskTask = null,
        OpenTasks = [],
        Reply = null,
    };

    /// <summary>A header that says this version, and every byte value in what follows.</summary>
    public static byte[] Trajectory(int version, int length, int seed = 0)
    {
        var bytes = new byte[length];
        for (var index = 5; index < length; index++)
        {
            bytes[index] = (byte)((index * 7) + seed + version);
        }

        bytes[0] = 1;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(1), (uint)version);
        return bytes;
    }

    public static byte[] Leaf(int number) => [.. Enumerable.Range(0, 32).Select(index => (byte)(index * 11 + number))];

    public static KeptReply Reply(string request, string text) => new(Triage(request), Encoding.UTF8.GetBytes(text));

    public static ReplyKey Triage(string request) => new(EpisodeMethod.Triage, request);

    public static int Version(StoredEpisode episode)
        => episode.Trajectory.Length == 0 ? 0 : (int)BinaryPrimitives.ReadUInt32LittleEndian(episode.Trajectory.Span[1..]);
}
