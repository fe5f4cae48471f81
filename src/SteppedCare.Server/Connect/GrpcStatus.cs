using System.Globalization;
using Grpc.Core;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Connect;

/// <summary>How a call ended, as gRPC's headers say it.</summary>
internal readonly record struct GrpcStatus(StatusCode Code, string Message, byte[] Details)
{
    internal const string CodeName = "grpc-status";
    private const string MessageName = "grpc-message";
    private const string OutOfTime = "4";

    internal static bool IsReserved(string name) => name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase);

    internal static GrpcStatus Of(IHeaderDictionary headers) => new(
        int.TryParse(headers[CodeName], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? (StatusCode)code : StatusCode.Unknown,
        Uri.UnescapeDataString(headers[MessageName].ToString()),
        Decoded(headers[StatusFactory.DetailsTrailer].ToString()));

    /// <summary>A call whose time is over is ended by gRPC for ASP.NET itself, before any interceptor can speak: its status is bare until it is put here.</summary>
    internal static void GiveReason(IHeaderDictionary headers)
    {
        if (headers[CodeName] == OutOfTime && !headers.ContainsKey(StatusFactory.DetailsTrailer))
        {
            Put(StatusFactory.OutOfTime(), headers);
        }
    }

    internal static void Put(RpcException failure, IHeaderDictionary headers)
    {
        headers[CodeName] = ((int)failure.StatusCode).ToString(CultureInfo.InvariantCulture);
        headers[MessageName] = Uri.EscapeDataString(failure.Status.Detail);
        headers[StatusFactory.DetailsTrailer] = Convert.ToBase64String(failure.Trailers.GetValueBytes(StatusFactory.DetailsTrailer) ?? []).TrimEnd('=');
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
