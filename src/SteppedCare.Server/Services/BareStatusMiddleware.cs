using System.Globalization;
using Grpc.AspNetCore.Server;
using Grpc.Core;

namespace SteppedCare.Server.Services;

/// <summary>
/// gRPC for ASP.NET ends some calls before any interceptor runs: a request over the size limit, frames that cannot be read, a method that does not exist.
/// Their status goes out bare; here it gets a reason, so that every failure has one.
/// </summary>
internal sealed class BareStatusMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        var headers = context.Response.Headers;

        // Once a response has started its status is in the trailers, and a handler's interceptor has put the details beside it.
        if (!context.Response.HasStarted
            && int.TryParse(headers[StatusHeaders.Code], CultureInfo.InvariantCulture, out var code)
            && !headers.ContainsKey(StatusFactory.DetailsTrailer)
            && Explained((StatusCode)code, context) is var (explained, reason, message))
        {
            StatusHeaders.Put(StatusFactory.Of(explained, reason, message), headers);
        }
    }

    private static (StatusCode Code, string Reason, string Message)? Explained(StatusCode code, HttpContext context) => code switch
    {
        StatusCode.ResourceExhausted => (code, WireReasons.RequestTooLarge, "The request is larger than this server takes; send fewer events at once."),
        StatusCode.Unimplemented when context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is not null =>
            (code, WireReasons.EncodingUnsupported, "grpc-encoding must be gzip or identity."),
        StatusCode.Unimplemented => (code, WireReasons.MethodUnknown, "No such method is offered here."),

        // What a handler throws has its reason; only what was read before it comes here, and its caller wrote that.
        StatusCode.Internal or StatusCode.Unknown => (StatusCode.InvalidArgument, WireReasons.MalformedRequest, "The body is no gRPC frame with one message, or breaks off."),
        _ => null,
    };
}
