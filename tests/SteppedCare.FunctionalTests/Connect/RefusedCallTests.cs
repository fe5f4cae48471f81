using System.Net;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>Calls that HTTP or a header gets wrong.</summary>
public sealed class RefusedCallTests
{
    private const string Accepted = "application/json, application/proto, application/grpc-web+proto, application/grpc-web-text+proto";

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("HEAD")]
    [InlineData("OPTIONS")]
    [InlineData("DELETE")]
    public async Task A_call_is_a_POST(string verb)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.SendAsync(new HttpMethod(verb), WebCaller.Triage, null);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, reply.StatusCode);
        Assert.Equal(["POST"], reply.Content.Headers.Allow);
        Assert.Empty(host.Engine.Asked);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=latin-1")]
    [InlineData("application/json; boundary=x")]
    [InlineData("application/connect+json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("nonsense")]
    [InlineData("application/grpc")]
    public async Task Another_content_type_is_told_which_are_taken(string? contentType)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.PostAsync(WebCaller.Triage, contentType, "{}");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
        Assert.Equal(Accepted, Assert.Single(reply.Headers.GetValues("Accept-Post")));
        Assert.Contains("CONTENT_TYPE_UNSUPPORTED", await reply.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Empty(host.Engine.Asked);
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=\"UTF-8\"")]
    public async Task UTF_8_may_be_said(string contentType)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.PostAsync("/grpc.health.v1.Health/Check", contentType, "{}");

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Theory]
    [InlineData("/grpc.health.v1.Health/Watch", WebCaller.Json)]
    [InlineData("/grpc.health.v1.Health/Watch", WebCaller.Proto)]
    [InlineData("/steppedcare.v1.PolicyService/BackTest", WebCaller.Json)]
    [InlineData("/steppedcare.v1.PolicyService/BackTest", WebCaller.Proto)]
    public async Task A_stream_has_no_unary_form(string path, string form)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version20);

        using var reply = await web.PostAsync(path, form, "{}");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
        Assert.DoesNotContain(form, Assert.Single(reply.Headers.GetValues("Accept-Post")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(WebCaller.Json)]
    [InlineData("application/grpc-web+proto")]
    [InlineData("application/grpc-web-text+proto")]
    public async Task A_caller_who_streams_needs_gRPC(string form)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version20);

        using var reply = await web.PostAsync("/steppedcare.v1.DecisionService/ReviewMany", form, "{}");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
        Assert.Equal("application/grpc", Assert.Single(reply.Headers.GetValues("Accept-Post")));
    }

    [Theory]
    [InlineData("/steppedcare.v1.DecisionService/Guess")]
    [InlineData("/steppedcare.v1.DecisionService/triage")]
    [InlineData("/steppedcare.v2.DecisionService/Triage")]
    [InlineData("/")]
    [InlineData("/metrics")]
    public async Task A_method_that_does_not_exist_is_unimplemented(string path)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(path, WebCaller.Json, "{}"));

        Assert.Equal((404, "unimplemented", "METHOD_UNKNOWN"), (failure.Status, failure.Code, failure.Reason));
    }

    [Theory]
    [InlineData("Connect-Protocol-Version", "2", "invalid_argument", "INVALID_HEADER")]
    [InlineData("Connect-Protocol-Version", "", "invalid_argument", "INVALID_HEADER")]
    [InlineData("Connect-Timeout-Ms", "12345678901", "invalid_argument", "INVALID_HEADER")]
    [InlineData("Connect-Timeout-Ms", "-1", "invalid_argument", "INVALID_HEADER")]
    [InlineData("Connect-Timeout-Ms", "1.5", "invalid_argument", "INVALID_HEADER")]
    [InlineData("Connect-Timeout-Ms", "soon", "invalid_argument", "INVALID_HEADER")]
    [InlineData("Connect-Timeout-Ms", "", "invalid_argument", "INVALID_HEADER")]
    [InlineData("Connect-Timeout-Ms", "0", "deadline_exceeded", "DEADLINE_EXCEEDED")]
    [InlineData("Content-Encoding", "br", "unimplemented", "ENCODING_UNSUPPORTED")]
    [InlineData("Content-Encoding", "gzip, gzip", "unimplemented", "ENCODING_UNSUPPORTED")]
    public async Task A_header_that_cannot_be_met_is_refused(string name, string value, string code, string reason)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, WebCaller.ATriage, (name, value)));

        Assert.Equal((code, reason), (failure.Code, failure.Reason));
        Assert.Empty(host.Engine.Asked);
    }

    [Theory]
    [InlineData("Connect-Protocol-Version", "1")]
    [InlineData("Connect-Timeout-Ms", "9999999999")]
    [InlineData("Connect-Timeout-Ms", "20000")]
    [InlineData("Content-Encoding", "Identity")]
    [InlineData("grpc-timeout", "0m")]
    [InlineData("grpc-encoding", "gzip")]
    public async Task A_header_that_can_be_met_or_is_not_Connects_is_fine(string name, string value)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.PostAsync(WebCaller.Triage, WebCaller.Json, WebCaller.ATriage, (name, value));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Theory]
    [InlineData("application/grpc-web+proto", "/steppedcare.v1.DecisionService/Guess")]
    [InlineData("application/grpc-web-text", "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo")]
    [InlineData("application/grpc", "/steppedcare.v1.DecisionService/Guess")]
    [InlineData("application/grpc", "/steppedcare.v9.DecisionService/Triage")]
    public async Task A_method_that_does_not_exist_is_unimplemented_to_gRPC_and_gRPC_Web(string contentType, string path)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version20);

        using var reply = await web.PostAsync(path, contentType, [0, 0, 0, 0, 0]);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.StartsWith(contentType, reply.Content.Headers.ContentType?.ToString(), StringComparison.Ordinal);
        Assert.Equal(("12", "METHOD_UNKNOWN"), (GrpcReply.Status(reply), GrpcReply.Reason(reply)));
    }

    [Theory]
    [InlineData("OPTIONS", null)]
    [InlineData("POST", "text/plain")]
    [InlineData("POST", WebCaller.Json)]
    [InlineData("POST", "application/grpc-web+proto")]
    public async Task No_page_from_elsewhere_is_invited(string verb, string? contentType)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);
        using var content = new StringContent("{}");
        content.Headers.ContentType = contentType is null ? null : new(contentType);

        using var reply = await web.SendAsync(
            new HttpMethod(verb), WebCaller.Triage, content, ("Origin", "https://elsewhere.example"), ("Access-Control-Request-Method", "POST"));

        Assert.DoesNotContain(reply.Headers.Concat(reply.Content.Headers), header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }
}
