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
            && Explained((StatusCode)code, context) is { } failure)
        {
            StatusHeaders.Put(failure, headers);
        }
    }

    // What a handler throws has its reason; only what was read before it comes here, and its caller wrote that.
    private static RpcException? Explained(StatusCode code, HttpContext context) => code switch
    {
        StatusCode.Unimplemented when context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is null => StatusFactory.MethodUnknown(),
        StatusCode.ResourceExhausted or StatusCode.Unimplemented or StatusCode.Internal or StatusCode.Unknown => StatusFactory.Unreadable(code),
        _ => null,
    };
}
