using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace SteppedCare.Server.Connect;

/// <summary>A request as gRPC for ASP.NET expects it: over HTTP/2, with framed messages for a body.</summary>
internal sealed class PresentedRequest(IHttpRequestFeature request, PipeReader body) : IHttpRequestFeature, IRequestBodyPipeFeature
{
    public PipeReader Reader => body;

    public Stream Body
    {
        get => body.AsStream();
        set => throw new NotSupportedException();
    }

    public string Protocol
    {
        get => HttpProtocol.Http2;
        set => request.Protocol = value;
    }

    public string Scheme
    {
        get => request.Scheme;
        set => request.Scheme = value;
    }

    public string Method
    {
        get => request.Method;
        set => request.Method = value;
    }

    public string PathBase
    {
        get => request.PathBase;
        set => request.PathBase = value;
    }

    public string Path
    {
        get => request.Path;
        set => request.Path = value;
    }

    public string QueryString
    {
        get => request.QueryString;
        set => request.QueryString = value;
    }

    public string RawTarget
    {
        get => request.RawTarget;
        set => request.RawTarget = value;
    }

    public IHeaderDictionary Headers
    {
        get => request.Headers;
        set => request.Headers = value;
    }
}
