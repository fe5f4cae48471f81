using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;
using RpcStatus = Google.Rpc.Status;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>A failed call as a client sees it.</summary>
internal sealed class Failure(RpcException exception)
{
    internal StatusCode Code => exception.StatusCode;

    internal string Message => exception.Status.Detail;

    internal byte[] DetailBytes => exception.Trailers.GetValueBytes("grpc-status-details-bin") ?? throw new InvalidOperationException($"The failure has no details: {exception}");

    /// <summary>What gRPC's own retries wait, in milliseconds.</summary>
    internal string? Pushback => exception.Trailers.GetValue("grpc-retry-pushback-ms");

    internal RpcStatus Status => RpcStatus.Parser.ParseFrom(DetailBytes);

    /// <summary>Its reason; known to this version of google.rpc as the field's former name.</summary>
    internal string Reason => Info.Type;

    internal ErrorInfo Info => Detail<ErrorInfo>() ?? throw new InvalidOperationException("The failure has no ErrorInfo.");

    internal string[] Fields => [.. (Detail<BadRequest>()?.FieldViolations ?? []).Select(violation => violation.Field)];

    internal T? Detail<T>()
        where T : class, IMessage<T>, new()
    {
        var packed = Status.Details.SingleOrDefault(any => any.Is(Descriptor<T>()));
        return packed?.Unpack<T>();
    }

    private static MessageDescriptor Descriptor<T>()
        where T : IMessage<T>, new() => new T().Descriptor;
}
