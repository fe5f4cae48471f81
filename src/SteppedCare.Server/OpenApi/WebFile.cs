using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace SteppedCare.Server.OpenApi;

/// <summary>A file that does not change while the server runs. Kept by browsers, who ask each time whether it is still the same.</summary>
/// <param name="type">Its content type.</param>
/// <param name="bytes">Its content.</param>
internal sealed class WebFile(string type, byte[] bytes)
{
    /// <summary>Nothing but this server's own files: no other host, nothing inline, nothing evaluated, in nobody's frame.</summary>
    public const string ContentSecurityPolicy = "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(bytes)[..16])}\"");

    public IResult Serve(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-cache";
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return Results.Bytes(bytes, type, entityTag: _tag);
    }
}
