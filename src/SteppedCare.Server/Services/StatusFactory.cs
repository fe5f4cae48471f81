using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using RpcStatus = Google.Rpc.Status;
using Status = Grpc.Core.Status;

namespace SteppedCare.Server.Services;

/// <summary>
/// Every failure as callers get it: a status, one sentence without any value of the request, and google.rpc.Status with at most one detail of each kind in
/// the trailers.
/// </summary>
internal static class StatusFactory
{
    internal const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>What gRPC's own retries heed: milliseconds to wait. They know nothing of RetryInfo.</summary>
    internal const string PushbackTrailer = "grpc-retry-pushback-ms";
    private const string Domain = "steppedcare";

    /// <summary>
    /// The details' budget in bytes. Trailers carry them as base64, a third longer, and gRPC clients built on the C core or on Java take 8 KiB of metadata
    /// in all unless told otherwise: measured with python's, 5.3 KiB of details and 3 KiB of message arrive, 1 KiB more turns the call into
    /// RESOURCE_EXHAUSTED.
    /// </summary>
    internal const int MostDetailBytes = 4 * 1024;

    // Reasons have at most 63 characters; with domain, counts and type name an ErrorInfo stays below this.
    private const int ErrorInfoRoom = 256;

    // Type name, tags and lengths of a packed BadRequest, and tag and length of each element, at their longest.
    private const int PackingRoom = 64;
    private const int ElementRoom = 4;

    private static readonly TimeSpan s_retryAfterOutage = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_retryAfterLostRace = TimeSpan.FromMilliseconds(100);

    internal static RpcException Of(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Invalid => Of(StatusCode.InvalidArgument, refusal),
        RefusalKind.Unauthenticated => Of(StatusCode.Unauthenticated, refusal),
        RefusalKind.PermissionDenied => Of(StatusCode.PermissionDenied, refusal),
        RefusalKind.NotFound => Of(StatusCode.NotFound, refusal, new ResourceInfo { ResourceType = ResourceType(refusal.Reason), Description = refusal.Message }),
        RefusalKind.AlreadyExists => Of(StatusCode.AlreadyExists, refusal),
        RefusalKind.FailedPrecondition => Of(StatusCode.FailedPrecondition, refusal, Precondition(refusal)),
        RefusalKind.Exhausted => Of(StatusCode.ResourceExhausted, refusal),
        RefusalKind.OutOfRange => Of(StatusCode.OutOfRange, refusal),

        // Only what a race was lost over is mended by sending the same again.
        RefusalKind.Aborted => Of(StatusCode.Aborted, refusal, refusal.IsLostRace ? Retry(s_retryAfterLostRace) : null),
        _ => throw new InvalidOperationException($"{refusal.Kind} has no status."),
    };

    /// <summary>Nothing was written, or it will be found by the same id: try again.</summary>
    internal static RpcException Unavailable(string reason, string message)
    {
        var failure = Of(StatusCode.Unavailable, reason, message, [], Retry(s_retryAfterOutage));
        failure.Trailers.Add(PushbackTrailer, s_retryAfterOutage.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
        return failure;
    }

    /// <summary>Time ran out while the work was done.</summary>
    internal static RpcException OutOfTime() =>
        Of(StatusCode.DeadlineExceeded, WireReasons.DeadlineExceeded, "Out of time; it may have happened. Retry with the same request_id.");

    internal static RpcException Of(StatusCode code, string reason, string message) => Of(code, reason, message, [], null);

    internal static RpcException TooLarge() =>
        Of(StatusCode.ResourceExhausted, WireReasons.RequestTooLarge, "The request is larger than this server takes; send less at once.");

    internal static RpcException Malformed() =>
        Of(StatusCode.InvalidArgument, WireReasons.MalformedRequest, "The bytes are no message of this method, or break off.");

    internal static RpcException MethodUnknown() => Of(StatusCode.Unimplemented, WireReasons.MethodUnknown, "No such method is offered here.");

    internal static RpcException EncodingUnsupported() => Of(StatusCode.Unimplemented, WireReasons.EncodingUnsupported, "grpc-encoding must be gzip or identity.");

    internal static RpcException NoTime() =>
        Of(StatusCode.DeadlineExceeded, WireReasons.DeadlineExceeded, "The call came with no time left; nothing was written.");

    internal static RpcException CallerGone() => Of(StatusCode.Cancelled, WireReasons.Cancelled, "The caller went away.");

    internal static RpcException ServerStopping() =>
        Unavailable(WireReasons.ServerStopping, "The server stops. Send again, to another, whatever has no answer, with the same request_id.");

    /// <summary>A request that gRPC could not read, from the code alone that it gives such.</summary>
    internal static RpcException Unreadable(StatusCode code) => code switch
    {
        StatusCode.ResourceExhausted => TooLarge(),
        StatusCode.Unimplemented => EncodingUnsupported(),
        _ => Malformed(),
    };

    /// <summary>A failure in full, as an item of a stream is told it.</summary>
    internal static Rpc.Status DetailsOf(RpcException failure) => failure.Trailers.GetValueBytes(DetailsTrailer) is { } bytes
        ? Rpc.Status.Parser.ParseFrom(bytes)
        : throw new InvalidOperationException("A failure has no details.");

    internal static bool HasDetails(RpcException failure) => failure.Trailers.Get(DetailsTrailer) is not null;

    private static RpcException Of(StatusCode code, Refusal refusal, IMessage? detail = null) =>
        Of(code, refusal.Reason, refusal.Message, refusal.Violations, refusal.Metadata, detail);

    private static RpcException Of(StatusCode code, string reason, string message, ImmutableArray<FieldViolation> violations, IMessage? detail) =>
        Of(code, reason, message, violations, ImmutableSortedDictionary<string, string>.Empty, detail);

    private static RpcException Of(
        StatusCode code, string reason, string message, ImmutableArray<FieldViolation> violations, ImmutableSortedDictionary<string, string> metadata, IMessage? detail)
    {
        var details = Details(code, reason, message, violations, metadata, detail).ToByteArray();
        return new RpcException(new Status(code, message), new Metadata { { DetailsTrailer, details } });
    }

    private static RpcStatus Details(
        StatusCode code, string reason, string message, ImmutableArray<FieldViolation> violations, ImmutableSortedDictionary<string, string> metadata, IMessage? detail)
    {
        var status = new RpcStatus { Code = (int)code, Message = message };

        // Field 1, which google.rpc has since renamed to reason.
        var info = new ErrorInfo { Type = reason, Domain = Domain };
        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        if (violations.Length > 0)
        {
            var room = MostDetailBytes - status.CalculateSize() - ErrorInfoRoom;
            var fields = Fitting(violations, room);
            info.Metadata.Add("violations", violations.Length.ToString(CultureInfo.InvariantCulture));
            info.Metadata.Add("violations_shown", fields.FieldViolations.Count.ToString(CultureInfo.InvariantCulture));
            status.Details.Add(Any.Pack(fields));
        }

        foreach (var (name, value) in metadata)
        {
            info.Metadata[name] = Fitting(value, MostDetailBytes - status.CalculateSize() - info.CalculateSize() - PackingRoom - name.Length);
        }

        status.Details.Insert(0, Any.Pack(info));
        return status;
    }

    // Lists are cut between two of their members; three dots say so.
    private static string Fitting(string list, int room)
    {
        if (Encoding.UTF8.GetByteCount(list) <= room)
        {
            return list;
        }

        const string More = ",...";
        var kept = new StringBuilder();
        room -= More.Length;
        foreach (var member in list.Split(','))
        {
            room -= Encoding.UTF8.GetByteCount(member) + 1;
            if (room < 0)
            {
                break;
            }

            kept.Append(kept.Length == 0 ? "" : ",").Append(member);
        }

        return kept.Append(More).ToString().TrimStart(',');
    }

    private static BadRequest Fitting(ImmutableArray<FieldViolation> violations, int room)
    {
        var fields = new BadRequest();
        foreach (var (field, description) in violations)
        {
            var violation = new BadRequest.Types.FieldViolation { Field = field, Description = description };
            room -= violation.CalculateSize() + ElementRoom;
            if (room < PackingRoom)
            {
                break;
            }

            fields.FieldViolations.Add(violation);
        }

        return fields;
    }

    // The name itself would repeat what the caller sent.
    private static string ResourceType(string reason) =>
        reason.Contains("SERVICE", StringComparison.Ordinal) ? "steppedcare.v1.Service"
        : reason.Contains("DECISION", StringComparison.Ordinal) ? "steppedcare.v1.Decision"
        : reason.Contains("TASK", StringComparison.Ordinal) ? "steppedcare.v1.Task"
        : reason.Contains("EVENT", StringComparison.Ordinal) ? "steppedcare.v1.Event"
        : reason.Contains("POLICY", StringComparison.Ordinal) ? "steppedcare.v1.Policy"
        : reason.Contains("REVISION", StringComparison.Ordinal) ? "steppedcare.v1.PolicyRevision"
        : reason.Contains("ROLLOUT", StringComparison.Ordinal) ? "steppedcare.v1.Rollout"
        : "steppedcare.v1.Episode";

    private static PreconditionFailure Precondition(Refusal refusal) => new()
    {
        Violations = { new PreconditionFailure.Types.Violation { Type = refusal.Reason, Subject = refusal.Subject ?? "episode", Description = refusal.Message } },
    };

    private static RetryInfo Retry(TimeSpan delay) => new() { RetryDelay = Duration.FromTimeSpan(delay) };
}
