using System.Globalization;
using Grpc.Core;

namespace SteppedCare.Server.Services;

/// <summary>A failure as gRPC has it among headers or trailers.</summary>
internal static class StatusHeaders
{
    internal const string Code = "grpc-status";
    internal const string Message = "grpc-message";

    internal static void Put(RpcException failure, IHeaderDictionary headers)
    {
        headers[Code] = ((int)failure.StatusCode).ToString(CultureInfo.InvariantCulture);
        headers[Message] = Uri.EscapeDataString(failure.Status.Detail);
        headers[StatusFactory.DetailsTrailer] = Convert.ToBase64String(failure.Trailers.GetValueBytes(StatusFactory.DetailsTrailer) ?? []).TrimEnd('=');
    }
}
