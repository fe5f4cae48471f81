using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Sweeping;

/// <summary>What is written when the clock notices something: the same whoever writes it, but for the instant of writing.</summary>
internal static class NoticeEntry
{
    // With a dot and the instant it stays within the 64 letters of a request id.
    private const int MostName = 40;
    private const int HashLetters = 8;

    internal static TrajectoryEntry Of(Notice notice, DateTimeOffset now)
    {
        ImmutableArray<RaisedTask> tasks = [new RaisedTask(notice.Task, notice.Due + TimeBoxes.Of(notice.Task), RiskFirst: false)];
        return new TrajectoryEntry(now.ToMilliseconds(), MarkOf(notice), [], new Noticed(notice.Watch, notice.Due, tasks, notice.Number, notice.Since));
    }

    /// <summary>Its name within the episode: the watch, and when it fell due.</summary>
    internal static RequestMark MarkOf(Notice notice)
    {
        var id = $"{Short(notice.Watch)}.{notice.Due.ToUniversalTime().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}";
        return new RequestMark(EpisodeMethod.Sweep, id, BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(id))));
    }

    private static string Short(string name) => name.Length <= MostName
        ? name
        : $"{name[..(MostName - HashLetters - 1)]}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..HashLetters]}";
}
