using Microsoft.Net.Http.Headers;

namespace SteppedCare.Server.Connect;

/// <summary>In what a call's body is written, and so by which protocol it is answered.</summary>
internal enum ContentKind
{
    Unknown,

    /// <summary>Connect's unary form in JSON.</summary>
    Json,

    /// <summary>Connect's unary form in protobuf.</summary>
    Proto,

    GrpcWeb,

    GrpcWebText,

    /// <summary>gRPC itself.</summary>
    Grpc,
}

internal static class ContentKinds
{
    internal const string Json = "application/json";
    internal const string Proto = "application/proto";
    internal const string GrpcWeb = "application/grpc-web+proto";
    internal const string GrpcWebText = "application/grpc-web-text+proto";

    /// <summary>What the web address takes.</summary>
    internal const string Accepted = "application/json, application/proto, application/grpc-web+proto, application/grpc-web-text+proto";

    /// <summary>What it takes for a stream.</summary>
    internal const string AcceptedStreams = "application/grpc-web+proto, application/grpc-web-text+proto";

    internal static ContentKind Of(string? contentType) => contentType switch
    {
        Json => ContentKind.Json,
        Proto => ContentKind.Proto,
        _ => MediaTypeHeaderValue.TryParse(contentType, out var parsed) ? Of(parsed) : ContentKind.Unknown,
    };

    private static ContentKind Of(MediaTypeHeaderValue parsed)
    {
        if (!parsed.Type.Equals("application", StringComparison.OrdinalIgnoreCase))
        {
            return ContentKind.Unknown;
        }

        return parsed.SubType.ToString().ToLowerInvariant() switch
        {
            "json" when parsed.Parameters.All(IsUtf8) => ContentKind.Json,
            "proto" when parsed.Parameters.Count == 0 => ContentKind.Proto,
            "grpc-web" or "grpc-web+proto" => ContentKind.GrpcWeb,
            "grpc-web-text" or "grpc-web-text+proto" => ContentKind.GrpcWebText,
            "grpc" or "grpc+proto" => ContentKind.Grpc,
            _ => ContentKind.Unknown,
        };
    }

    private static bool IsUtf8(NameValueHeaderValue parameter) =>
        parameter.Name.Equals("charset", StringComparison.OrdinalIgnoreCase) && parameter.GetUnescapedValue().Equals("utf-8", StringComparison.OrdinalIgnoreCase);
}
