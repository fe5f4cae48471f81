using System.Text;
using Google.Protobuf;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Oversight;

/// <summary>Where lists and watches go on, as their callers keep it.</summary>
internal static class OversightTokens
{
    private const string Worklist = "worklist";
    private const string Decisions = "decisions";
    private const string Watches = "watch";
    private const string Exports = "export";

    internal static string OfPage(Wire.ListWorklistRequest request, WorklistBookmark? next) => next is null ? "" : OpaqueTokens.Write(Worklist, ScopeOf(request), writer =>
    {
        writer.Write(next.AsOf.ToUnixTimeMilliseconds());
        writer.Write((byte)next.Place.Urgency);
        writer.Write(next.Place.Due.ToUnixTimeMilliseconds());
        writer.Write(next.Place.RaisedAt.ToUnixTimeMilliseconds());
        writer.Write((byte)next.Place.Kind);
        writer.Write(next.Place.Episode);
    });

    internal static string OfPage(Wire.ListDecisionsRequest request, LogVector? next) => next is { } at ? Of(Decisions, ScopeOf(request), at) : "";

    internal static string OfWatch(string service, LogVector? at) => at is { } vector ? Of(Watches, Encoding.UTF8.GetBytes(service), vector) : "";

    internal static string OfExport(Wire.ExportRequest request, LogVector at) => Of(Exports, ScopeOf(request), at);

    internal static LogVector? Read(Violations violations, Wire.ExportRequest request) =>
        Read(violations, "resume_token", Exports, ScopeOf(request), request.ResumeToken, Vector);

    internal static WorklistBookmark? Read(Violations violations, Wire.ListWorklistRequest request) => Read(
        violations, "page_token", Worklist, ScopeOf(request), request.PageToken, reader => (
            AsOf: Instant(reader),
            Place: new WorklistPlace((Urgency)reader.ReadByte(), Instant(reader), Instant(reader), (TaskKind)reader.ReadByte(), reader.ReadString()))) is { } read
        ? new WorklistBookmark(read.AsOf, read.Place)
        : null;

    internal static LogVector? Read(Violations violations, Wire.ListDecisionsRequest request) =>
        Read(violations, "page_token", Decisions, ScopeOf(request), request.PageToken, Vector);

    internal static LogVector? ReadWatch(Violations violations, string service, string token) =>
        Read(violations, "resume_token", Watches, Encoding.UTF8.GetBytes(service), token, Vector);

    private static T? Read<T>(Violations violations, string field, string purpose, byte[] scope, string token, Func<BinaryReader, T> read)
        where T : struct
    {
        if (token.Length == 0)
        {
            return null;
        }

        if (OpaqueTokens.Read(purpose, scope, token, read) is not { } known)
        {
            violations.Add(field, "must be the token of an earlier reply about the same");
            return null;
        }

        return known;
    }

    private static string Of(string purpose, byte[] scope, LogVector at) => OpaqueTokens.Write(purpose, scope, writer =>
    {
        foreach (var position in at.Positions)
        {
            writer.Write7BitEncodedInt64(position.High);
            writer.Write7BitEncodedInt64(position.Low);
        }
    });

    private static LogVector Vector(BinaryReader reader) =>
        LogVector.Of([.. Enumerable.Range(0, EpisodeTag.Buckets).Select(_ => new LogPosition(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64()))]);

    private static DateTimeOffset Instant(BinaryReader reader) => DateTimeOffset.FromUnixTimeMilliseconds(reader.ReadInt64());

    // The question itself, whatever its page.
    private static byte[] ScopeOf(Wire.ListWorklistRequest request)
    {
        var question = request.Clone();
        question.PageSize = 0;
        question.PageToken = "";
        return question.ToByteArray();
    }

    private static byte[] ScopeOf(Wire.ListDecisionsRequest request)
    {
        var question = request.Clone();
        question.PageSize = 0;
        question.PageToken = "";
        return question.ToByteArray();
    }

    private static byte[] ScopeOf(Wire.ExportRequest request)
    {
        var question = request.Clone();
        question.ResumeToken = "";
        return question.ToByteArray();
    }
}
