using System.Globalization;
using Grpc.Core;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect;

/// <summary>What the headers of a unary call say about it.</summary>
internal static class ConnectHeaders
{
    private const string GrpcTimeout = "grpc-timeout";
    private const string Version = "Connect-Protocol-Version";
    private const string Timeout = "Connect-Timeout-Ms";
    private const int MostDigits = 10;

    // What gRPC writes at most in one of its own units.
    private const long MostOfUnit = 99_999_999;

    /// <summary>Reads the headers of Connect and takes those of gRPC away. Null when they are fine.</summary>
    internal static RpcException? Translate(HttpRequest request, out bool isGzip, out TimeSpan? patience)
    {
        isGzip = false;
        patience = null;
        var headers = request.Headers;
        if (headers.TryGetValue(Version, out var version) && version != "1")
        {
            return Invalid("Connect-Protocol-Version must be 1, or left out.");
        }

        var encoding = headers.ContentEncoding.ToString();
        isGzip = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!isGzip && encoding.Length > 0 && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
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

            patience = TimeSpan.FromMilliseconds(milliseconds);
        }

        return null;
    }

    /// <summary>Tells gRPC how long the caller will still wait; nothing for one who did not say.</summary>
    internal static void SayPatience(HttpRequest request, TimeSpan? left)
    {
        if (left is { } time)
        {
            var milliseconds = Math.Max((long)time.TotalMilliseconds, 0);
            request.Headers[GrpcTimeout] = milliseconds <= MostOfUnit
                ? string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m")
                : string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000}S");
        }
    }

    private static RpcException Invalid(string message) => StatusFactory.Of(StatusCode.InvalidArgument, WireReasons.InvalidHeader, message);
}
