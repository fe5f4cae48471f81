using System.Globalization;
using Grpc.Core;

namespace SteppedCare.Server.Services;

/// <summary>
/// gRPC for ASP.NET ends some calls before any interceptor runs: a request over the size limit, a method that does not exist. Their status goes out bare;
/// here it gets a reason, so that every failure has one.
/// </summary>
internal sealed class BareStatusMiddleware(RequestDelegate next)
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";

    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var headers = context.Response.Headers;

        // Once a response has started its status is in the trailers, and a handler's interceptor has put the details beside it.
        if (!context.Response.HasStarted
            && int.TryParse(headers[StatusHeader], CultureInfo.InvariantCulture, out var code)
            && Reason((StatusCode)code) is { } reason
            && !headers.ContainsKey(StatusFactory.DetailsTrailer))
        {
            var message = Uri.UnescapeDataString(headers[MessageHeader].ToString());
            headers[StatusFactory.DetailsTrailer] = Convert.ToBase64String(StatusFactory.Details((StatusCode)code, reason, message)).TrimEnd('=');
        }
    }

    private static string? Reason(StatusCode code) => code switch
    {
        StatusCode.ResourceExhausted => WireReasons.RequestTooLarge,
        StatusCode.Unimplemented => WireReasons.MethodUnknown,
        _ => null,
    };
}
