using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Connect;

/// <summary>Shows a call to gRPC as one of its own, until disposed.</summary>
internal readonly struct Presentation : IDisposable
{
    private readonly IFeatureCollection _features;
    private readonly IHttpRequestFeature? _request;
    private readonly IRequestBodyPipeFeature? _requestBody;
    private readonly IHttpResponseFeature? _response;
    private readonly IHttpResponseBodyFeature? _responseBody;
    private readonly IHttpResponseTrailersFeature? _trailers;
    private readonly IHttpResetFeature? _reset;

    internal Presentation(HttpContext context, PipeReader body, PresentedResponse response)
    {
        _features = context.Features;
        _request = _features.Get<IHttpRequestFeature>();
        _requestBody = _features.Get<IRequestBodyPipeFeature>();
        _response = _features.Get<IHttpResponseFeature>();
        _responseBody = _features.Get<IHttpResponseBodyFeature>();
        _trailers = _features.Get<IHttpResponseTrailersFeature>();
        _reset = _features.Get<IHttpResetFeature>();

        var request = new PresentedRequest(_request!, body);
        request.Headers.ContentType = "application/grpc";
        _features.Set<IHttpRequestFeature>(request);
        _features.Set<IRequestBodyPipeFeature>(request);
        _features.Set<IHttpResponseFeature>(response);
        _features.Set<IHttpResponseBodyFeature>(response);
        _features.Set<IHttpResponseTrailersFeature>(response);
        _features.Set<IHttpResetFeature>(response);
        SurfaceGate.Admit(context, Surface.Grpc);
    }

    public void Dispose()
    {
        _features.Set(_request);
        _features.Set(_requestBody);
        _features.Set(_response);
        _features.Set(_responseBody);
        _features.Set(_trailers);
        _features.Set(_reset);
    }
}
