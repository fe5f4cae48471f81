using Grpc.Core;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Services;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Connect;

/// <summary>
/// The web address's way to every method: takes calls in Connect's unary form and in gRPC-Web, and shows them to gRPC as its own, so that one handler, one
/// set of interceptors, limits and metrics serve all. What is gRPC already goes through as it is.
/// </summary>
internal sealed class ConnectMiddleware(RequestDelegate next, ServedMethods methods, CallLimits limits, DecisionMetrics metrics, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!SurfaceGate.CameBy(context, Surface.Web))
        {
            return next(context);
        }

        var kind = ContentKinds.Of(context.Request.ContentType);
        if (kind == ContentKind.Grpc && HttpProtocol.IsHttp2(context.Request.Protocol))
        {
            SurfaceGate.Admit(context, Surface.Grpc);
            return next(context);
        }

        return methods.Find(context.Request.Path.Value) is { } method ? ServeAsync(context, method, kind)
            : HttpMethods.IsPost(context.Request.Method) && kind is not (ContentKind.Unknown or ContentKind.Grpc) ? RefuseUnknownAsync(context, kind)
            : next(context);
    }

    private async Task ServeAsync(HttpContext context, ServedMethod method, ContentKind kind)
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
        else if (kind is ContentKind.Json or ContentKind.Proto && method.Unary is { } forms)
        {
            if (await UnaryCall.ServeAsync(context, forms, kind == ContentKind.Json, limits.MaxRequestBytesOf(method.Path), time, next) is { } failure)
            {
                await FailAsync(context, method, kind, failure);
            }
        }
        else if (kind is ContentKind.GrpcWeb or ContentKind.GrpcWebText && !method.TakesStream)
        {
            if (await GrpcWebCall.ServeAsync(context, kind == ContentKind.GrpcWebText, limits.MaxRequestBytesOf(method.Path), next) is { } failure)
            {
                await FailAsync(context, method, kind, failure);
            }
        }
        else
        {
            context.Response.Headers["Accept-Post"] = ContentKinds.AcceptedFor(method);
            await RefuseAsync(
                context, method, StatusCodes.Status415UnsupportedMediaType, WireReasons.ContentTypeUnsupported,
                method.Unary is null
                    ? "This method streams: call it by gRPC over HTTP/2, or by what Accept-Post names."
                    : "Send Content-Type: application/json, or another that Accept-Post names; application/grpc needs HTTP/2.");
        }
    }

    private Task FailAsync(HttpContext context, ServedMethod method, ContentKind kind, RpcException failure)
    {
        metrics.CallEnded(method.Path, CallMetricsInterceptor.NameOf(failure.StatusCode));
        return SayAsync(context, kind, failure, null);
    }

    private Task RefuseAsync(HttpContext context, ServedMethod method, int httpStatus, string reason, string message)
    {
        metrics.CallEnded(method.Path, CallMetricsInterceptor.NameOf(StatusCode.Unimplemented));
        return SayAsync(context, ContentKind.Unknown, StatusFactory.Of(StatusCode.Unimplemented, reason, message), httpStatus);
    }

    // Not counted: callers may invent names without end.
    private static Task RefuseUnknownAsync(HttpContext context, ContentKind kind) =>
        SayAsync(context, kind, StatusFactory.MethodUnknown(), StatusCodes.Status404NotFound);

    // In the protocol that the caller speaks; gRPC-Web has no other HTTP status than 200.
    private static Task SayAsync(HttpContext context, ContentKind kind, RpcException failure, int? httpStatus)
    {
        if (kind is not (ContentKind.GrpcWeb or ContentKind.GrpcWebText))
        {
            return new ConnectAnswer(context).FailAsync(new ConnectError(failure), httpStatus);
        }

        GrpcWebCall.Fail(context, failure, kind == ContentKind.GrpcWebText);
        return Task.CompletedTask;
    }
}
