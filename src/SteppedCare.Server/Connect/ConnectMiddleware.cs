using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Services;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Connect;

/// <summary>
/// The web address's way to every method: takes calls in Connect's unary form and in gRPC-Web, and shows them to gRPC as its own, so that one handler, one
/// set of interceptors, limits and metrics serve all.
/// </summary>
internal sealed class ConnectMiddleware(RequestDelegate next, ServedMethods methods, CallLimits limits, DecisionMetrics metrics)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!SurfaceGate.CameBy(context, Surface.Web))
        {
            return next(context);
        }

        var kind = ContentKinds.Of(context.Request.ContentType);
        return methods.Find(context.Request.Path.Value) is { } method ? ServeAsync(context, method, kind)
            : kind is ContentKind.Json or ContentKind.Proto && HttpMethods.IsPost(context.Request.Method) ? RefuseUnknownAsync(context)
            : next(context);
    }

    private async Task ServeAsync(HttpContext context, ServedMethod method, ContentKind kind)
    {
        try
        {
            if (!HttpMethods.IsPost(context.Request.Method))
            {
                context.Response.Headers.Allow = HttpMethods.Post;
                await RefuseAsync(context, method, StatusCodes.Status405MethodNotAllowed, WireReasons.HttpMethodUnsupported, "Calls are made by POST.");
            }
            else if (HttpProtocol.IsHttp10(context.Request.Protocol))
            {
                await RefuseAsync(
                    context, method, StatusCodes.Status505HttpVersionNotsupported, WireReasons.HttpVersionUnsupported, "Calls are made over HTTP/1.1 or HTTP/2.");
            }
            else if (kind == ContentKind.Grpc && HttpProtocol.IsHttp2(context.Request.Protocol))
            {
                SurfaceGate.Admit(context, Surface.Grpc);
                await next(context);
            }
            else if (kind is ContentKind.Json or ContentKind.Proto && method.Unary is { } forms)
            {
                if (await UnaryCall.ServeAsync(context, forms, kind == ContentKind.Json, limits.MaxRequestBytes, next) is { } failure)
                {
                    metrics.CallEnded(method.Path, CallMetricsInterceptor.NameOf(failure.StatusCode));
                    await ConnectReply.FailAsync(context, failure);
                }
            }
            else
            {
                context.Response.Headers["Accept-Post"] = method.Unary is null ? ContentKinds.AcceptedStreams : ContentKinds.Accepted;
                await RefuseAsync(
                    context, method, StatusCodes.Status415UnsupportedMediaType, WireReasons.ContentTypeUnsupported,
                    "Accept-Post names the content types of this method; application/grpc needs HTTP/2.");
            }
        }
        catch (ConnectionAbortedException)
        {
            metrics.CallEnded(method.Path, CallMetricsInterceptor.NameOf(StatusCode.Cancelled));
            context.Abort();
        }
    }

    private Task RefuseAsync(HttpContext context, ServedMethod method, int httpStatus, string reason, string message)
    {
        metrics.CallEnded(method.Path, CallMetricsInterceptor.NameOf(StatusCode.Unimplemented));
        return ConnectReply.FailAsync(context, StatusFactory.Of(StatusCode.Unimplemented, reason, message), httpStatus);
    }

    // Not counted: callers may invent names without end.
    private static Task RefuseUnknownAsync(HttpContext context) => ConnectReply.FailAsync(
        context, StatusFactory.Of(StatusCode.Unimplemented, WireReasons.MethodUnknown, "No such method is offered here."), StatusCodes.Status404NotFound);
}
