using Google.Rpc;
using Grpc.Core;

namespace SteppedCare.LoadTests.Calls;

/// <summary>What a call came to in the end: its reply, a refusal, or silence for longer than anybody would wait.</summary>
internal readonly record struct Settled<TReply>(TReply? Reply, RpcException? Refusal)
    where TReply : class
{
    internal bool IsSilent => Reply is null && Refusal is null;

    internal string Reason => Refusal is null ? "no answer" : $"{Refusal.StatusCode} {Refusals.ReasonOf(Refusal)}";
}

internal static class Refusals
{
    private const string DetailsTrailer = "grpc-status-details-bin";

    /// <summary>The stable reason that the service gives with a refusal; the words of the status where it gave none.</summary>
    internal static string ReasonOf(RpcException refusal) => StatedReason(refusal) ?? refusal.Status.Detail;

    /// <summary>The stable reason alone; null where the service gave none, or never heard of the call.</summary>
    internal static string? StatedReason(RpcException refusal)
    {
        if (refusal.Trailers.GetValueBytes(DetailsTrailer) is { } bytes)
        {
            var details = Google.Rpc.Status.Parser.ParseFrom(bytes).Details;
            if (details.FirstOrDefault(detail => detail.Is(ErrorInfo.Descriptor)) is { } info)
            {
                var violations = details.Where(detail => detail.Is(BadRequest.Descriptor))
                    .SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations)
                    .Select(violation => $" [{violation.Field} {violation.Description}]");
                return info.Unpack<ErrorInfo>().Type + string.Concat(violations.Take(2));
            }
        }

        return null;
    }
}
