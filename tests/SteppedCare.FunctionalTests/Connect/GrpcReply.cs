using Google.Rpc;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>What a reply of gRPC or gRPC-Web says in its headers, or behind its body.</summary>
internal static class GrpcReply
{
    internal static string Status(HttpResponseMessage reply) => Told(reply, "grpc-status");

    internal static string Reason(HttpResponseMessage reply) => ReasonIn(Told(reply, "grpc-status-details-bin"));

    /// <summary>The reason in details as headers and trailers carry them: base64 without padding.</summary>
    internal static string ReasonIn(string details) =>
        Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')))
            .Details.Single(detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>().Type;

    private static string Told(HttpResponseMessage reply, string name) =>
        (reply.Headers.TryGetValues(name, out var headers) ? headers : reply.TrailingHeaders.TryGetValues(name, out var trailers) ? trailers : []).Single();
}
