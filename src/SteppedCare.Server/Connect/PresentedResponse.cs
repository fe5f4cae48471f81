using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;

namespace SteppedCare.Server.Connect;

/// <summary>A response as gRPC for ASP.NET expects it, with trailers and a stream that can be reset, whatever the caller's protocol has.</summary>
internal abstract class PresentedResponse(IHttpResponseFeature response, IHttpResponseBodyFeature body)
    : IHttpResponseFeature, IHttpResponseBodyFeature, IHttpResponseTrailersFeature, IHttpResetFeature
{
    public IHeaderDictionary Trailers { get; set; } = new HeaderDictionary();

    int IHttpResponseFeature.StatusCode
    {
        get => response.StatusCode;
        set => response.StatusCode = value;
    }

    public string? ReasonPhrase
    {
        get => response.ReasonPhrase;
        set => response.ReasonPhrase = value;
    }

    public IHeaderDictionary Headers
    {
        get => response.Headers;
        set => response.Headers = value;
    }

    // IHttpResponseFeature has both; what is written goes through the other feature.
    Stream IHttpResponseFeature.Body
    {
        get => Writer.AsStream();
        set => throw new NotSupportedException();
    }

    public Stream Stream => Writer.AsStream();

    public abstract bool HasStarted { get; }

    public abstract PipeWriter Writer { get; }

    protected IHttpResponseFeature Response => response;

    protected IHttpResponseBodyFeature Body => body;

    public abstract Task StartAsync(CancellationToken cancellationToken = default);

    /// <summary>Sends all that is left now, while the handler may still run: its deadline has passed.</summary>
    public abstract Task CompleteAsync();

    public void OnStarting(Func<object, Task> callback, object state) => response.OnStarting(callback, state);

    public void OnCompleted(Func<object, Task> callback, object state) => response.OnCompleted(callback, state);

    public void DisableBuffering()
    {
    }

    // The answer was sent by completing it. Without this gRPC would cut the caller's connection.
    public void Reset(int errorCode)
    {
    }

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
