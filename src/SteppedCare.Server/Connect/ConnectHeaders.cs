using System.Globalization;
using Grpc.Core;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect;

/// <summary>What the headers of a unary call say about it.</summary>
internal static class ConnectHeaders
{
    internal const string GrpcTimeout = "grpc-timeout";
    private const string Version = "Connect-Protocol-Version";
    private const string Timeout = "Connect-Timeout-Ms";
    private const int MostDigits = 10;

    // What gRPC writes at most in one of its own units.
    private const long MostOfUnit = 99_999_999;

    /// <summary>Reads the headers of Connect and leaves those that gRPC understands. Null when they are fine.</summary>
    internal static RpcException? Translate(HttpRequest request, out bool isGzip)
    {
        isGzip = false;
        var headers = request.Headers;
        if (headers.TryGetValue(Version, out var version) && version != "1")
        {
            return Invalid("Connect-Protocol-Version must be 1, or left out.");
        }

        switch (headers.ContentEncoding.ToString())
        {
            case "" or "identity":
                break;
            case "gzip":
                isGzip = true;
                break;
            default:
                return StatusFactory.Of(StatusCode.Unimplemented, WireReasons.EncodingUnsupported, "Content-Encoding must be gzip or identity.");
        }

        // Callers of this door say these in Connect's words only.
        headers.Remove(GrpcTimeout);
        headers.Remove("grpc-encoding");
        headers.Remove("grpc-accept-encoding");
        if (headers.TryGetValue(Timeout, out var timeout))
        {
            if (timeout.ToString() is not { Length: > 0 and <= MostDigits } digits
                || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            {
                return Invalid("Connect-Timeout-Ms must be a whole number of at most ten digits.");
            }

            headers[GrpcTimeout] = milliseconds <= MostOfUnit
                ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m")
                : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}S");
        }

        return null;
    }

    private static RpcException Invalid(string message) => StatusFactory.Of(StatusCode.InvalidArgument, WireReasons.InvalidHeader, message);
}
