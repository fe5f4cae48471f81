using Microsoft.AspNetCore.Http.Features;

namespace SteppedCare.Server.Connect;

/// <summary>Sends one answer in Connect's unary form.</summary>
internal readonly struct ConnectAnswer(IHttpResponseFeature response, IHttpResponseBodyFeature body)
{
    internal ConnectAnswer(HttpContext context)
        : this(context.Features.GetRequiredFeature<IHttpResponseFeature>(), context.Features.GetRequiredFeature<IHttpResponseBodyFeature>())
    {
    }

    internal Task SendAsync(string contentType, ReadOnlyMemory<byte> message) => SendAsync(StatusCodes.Status200OK, contentType, message);

    /// <param name="error">How the call failed.</param>
    /// <param name="httpStatus">Where HTTP has a better word for it than Connect's table.</param>
    internal Task FailAsync(ConnectError error, int? httpStatus = null)
    {
        if (error.RetryAfter is { } seconds)
        {
            response.Headers.RetryAfter = seconds;
        }

        return SendAsync(httpStatus ?? error.HttpStatus, ContentKinds.Json, error.ToJson());
    }

    private async Task SendAsync(int httpStatus, string contentType, ReadOnlyMemory<byte> text)
    {
        response.StatusCode = httpStatus;
        response.Headers.ContentType = contentType;
        response.Headers.ContentLength = text.Length;
        await body.StartAsync();
        await body.Writer.WriteAsync(text);
    }
}
