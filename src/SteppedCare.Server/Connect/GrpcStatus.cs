using System.Globalization;
using Grpc.Core;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect;

/// <summary>How a call ended, as gRPC's headers say it.</summary>
internal readonly record struct GrpcStatus(StatusCode Code, string Message, byte[] Details)
{
    private const string OutOfTime = "4";

    internal static bool IsReserved(string name) => name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase);

    internal static GrpcStatus Of(IHeaderDictionary headers) => new(
        int.TryParse(headers[StatusHeaders.Code], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? (StatusCode)code : StatusCode.Unknown,
        Uri.UnescapeDataString(headers[StatusHeaders.Message].ToString()),
        Decoded(headers[StatusFactory.DetailsTrailer].ToString()));

    /// <summary>A call whose time is over is ended by gRPC for ASP.NET itself, before any interceptor can speak: its status is bare until it is put here.</summary>
    internal static void GiveReason(IHeaderDictionary headers)
    {
        if (headers[StatusHeaders.Code] == OutOfTime && !headers.ContainsKey(StatusFactory.DetailsTrailer))
        {
            StatusHeaders.Put(StatusFactory.OutOfTime(), headers);
        }
    }

    /// <summary>Leaves nothing of gRPC's own among headers that go to a caller who speaks something else.</summary>
    internal static void Strip(IHeaderDictionary headers)
    {
        foreach (var name in headers.Keys.Where(IsReserved).ToList())
        {
            headers.Remove(name);
        }
    }

    // Written without padding.
    private static byte[] Decoded(string text) => text.Length == 0 ? [] : Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
}
