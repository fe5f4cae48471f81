using System.Buffers.Binary;

namespace SteppedCare.Server.Trajectories;

/// <summary>The five bytes of a trajectory that a store understands: format, then the version as a little-endian uint32.</summary>
internal static class TrajectoryHeader
{
    public const int Length = 5;

    private const byte Format = 1;

    /// <summary>The version that these bytes say; 0 where there are none, or too few.</summary>
    public static int VersionOf(ReadOnlySpan<byte> trajectory) => trajectory.Length < Length ? 0 : (int)BinaryPrimitives.ReadUInt32LittleEndian(trajectory[1..]);

    /// <summary>Stops a commit whose bytes would not be what the next writer expects to find.</summary>
    /// <exception cref="InvalidOperationException">The header does not say <see cref="EpisodeCommit.ExpectedVersion"/> + 1.</exception>
    public static void Demand(EpisodeCommit commit)
    {
        var bytes = commit.Trajectory.Span;
        if (commit.ExpectedVersion < 0
            || bytes.Length < Length
            || bytes[0] != Format
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[1..]) != (uint)commit.ExpectedVersion + 1)
        {
            throw new InvalidOperationException($"A commit upon version {commit.ExpectedVersion} whose trajectory does not say that it is the next version.");
        }
    }
}
