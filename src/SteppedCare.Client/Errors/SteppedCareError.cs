using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = SteppedCare.Rpc.Status;

namespace SteppedCare.Client;

/// <summary>A failure as a portal needs it. docs/portals.md says what to do for each reason.</summary>
/// <param name="Code">The status.</param>
/// <param name="Reason">The stable reason, such as <c>EPISODE_UNKNOWN</c>; empty when no service answered, so that it may or may not have happened.</param>
/// <param name="Message">One sentence for developers. It has no value of the request in it.</param>
/// <param name="Fields">Every field at fault.</param>
/// <param name="RetryAfter">How long the service asks to wait before the same request is sent again, an hour at most; null where it does not say.</param>
public sealed record SteppedCareError(StatusCode Code, string Reason, string Message, IReadOnlyList<FieldViolation> Fields, TimeSpan? RetryAfter)
{
    private const string DetailsTrailer = "grpc-status-details-bin";
    private const string Domain = "steppedcare";

    private static readonly TimeSpan s_longestPause = TimeSpan.FromHours(1);

    /// <summary>What programs may act on, by name, such as which replicas are not ready; empty for most reasons.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// True where the same message, with the same id, should be sent again: it happens then, or its first answer comes. False where it has to be mended first.
    /// Without a reason nobody of the service answered: a proxy's INTERNAL, UNKNOWN or RESOURCE_EXHAUSTED is no last word.
    /// </summary>
    public bool SendAgain =>
        Code is StatusCode.Unavailable or StatusCode.Aborted or StatusCode.DeadlineExceeded or StatusCode.Cancelled
        || (Reason.Length == 0 && Code is StatusCode.Internal or StatusCode.Unknown or StatusCode.ResourceExhausted);

    /// <summary>Reads a call that failed.</summary>
    /// <param name="failure">What it threw.</param>
    /// <returns>The failure.</returns>
    public static SteppedCareError Of(RpcException failure)
    {
        ArgumentNullException.ThrowIfNull(failure);
        return Of(failure.StatusCode, failure.Status.Detail, DetailsOf(failure));
    }

    /// <summary>Reads a failed item of a stream.</summary>
    /// <param name="status">The item's error.</param>
    /// <returns>The failure.</returns>
    public static SteppedCareError Of(RpcStatus status)
    {
        ArgumentNullException.ThrowIfNull(status);
        return Of((StatusCode)status.Code, status.Message, status);
    }

    private static SteppedCareError Of(StatusCode code, string message, RpcStatus? status)
    {
        var info = Detail<ErrorInfo>(status, ErrorInfo.Descriptor);
        var fields = Detail<BadRequest>(status, BadRequest.Descriptor)?.FieldViolations ?? [];

        // Of ErrorInfo field 1, which google.rpc has since renamed to reason.
        return new(
            code,
            info is { Domain: Domain } ? info.Type : "",
            message,
            [.. fields.Select(field => new FieldViolation(field.Field, field.Description))],
            PauseOf(Detail<RetryInfo>(status, RetryInfo.Descriptor)?.RetryDelay))
        {
            Metadata = info is { Domain: Domain } ? info.Metadata.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal) : [],
        };
    }

    // Bytes that are no status come from something else on the way; then the code has to do.
    private static RpcStatus? DetailsOf(RpcException failure)
    {
        try
        {
            return failure.Trailers.GetValueBytes(DetailsTrailer) is { } bytes ? RpcStatus.Parser.ParseFrom(bytes) : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static T? Detail<T>(RpcStatus? status, MessageDescriptor type)
        where T : class, IMessage<T>, new() =>
        status?.Details.Where((Any detail) => detail.Is(type)).Select(Unpacked<T>).FirstOrDefault(detail => detail is not null);

    // A detail that cannot be read is as one that is not there: what failed matters more.
    private static T? Unpacked<T>(Any detail)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return detail.Unpack<T>();
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    // Not by the library, which throws where a service on the way counts wrongly.
    private static TimeSpan? PauseOf(Duration? delay) =>
        delay is null ? null : TimeSpan.FromSeconds(Math.Clamp(delay.Seconds + (delay.Nanos / 1e9), 0, s_longestPause.TotalSeconds));
}

/// <summary>A field at fault.</summary>
/// <param name="Field">Its path in the request, such as <c>events[2].happened_on</c>.</param>
/// <param name="Description">What is wrong with it, never its value.</param>
public sealed record FieldViolation(string Field, string Description);
