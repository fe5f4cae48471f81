using Grpc.Core;

namespace SteppedCare.Server.Services;

/// <summary>
/// What a caller says of their patience. gRPC for ASP.NET takes no time at all, and a time that it cannot read, for all the time there is; a caller who meant
/// something else would be answered when they have long gone.
/// </summary>
internal static class StatedTimeout
{
    private const string Header = "grpc-timeout";
    private const int MostDigits = 8;

    internal static void Check(ServerCallContext context)
    {
        var stated = context.GetHttpContext().Request.Headers[Header];
        if (stated.Count == 0)
        {
            return;
        }

        if (stated.ToString() is not [.. var digits, 'H' or 'M' or 'S' or 'm' or 'u' or 'n']
            || digits.Length is 0 or > MostDigits
            || digits.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            throw StatusFactory.Of(StatusCode.InvalidArgument, WireReasons.InvalidHeader, "grpc-timeout must be at most eight digits and a unit: H, M, S, m, u or n.");
        }

        if (!digits.AsSpan().ContainsAnyExcept('0'))
        {
            throw StatusFactory.NoTime();
        }
    }
}
