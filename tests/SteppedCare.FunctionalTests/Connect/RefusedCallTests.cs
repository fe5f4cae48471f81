using System.Net;
using System.Net.Sockets;
using System.Text;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Services;

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
    [InlineData(WebCaller.Json)]
    [InlineData(WebCaller.Proto)]
    public async Task A_stream_has_no_unary_form(string form)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version20);

        using var reply = await web.PostAsync("/grpc.health.v1.Health/Watch", form, "{}");

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

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, ATriage, (name, value)));

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

        using var reply = await web.PostAsync(WebCaller.Triage, WebCaller.Json, ATriage, (name, value));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_deadline_ends_a_call_and_the_connection_goes_on(string version)
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Before = token => Task.Delay(Timeout.Infinite, token);
        using var web = new WebCaller(host.Addresses.Web, Version.Parse(version));

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, ATriage, ("Connect-Timeout-Ms", "50")));

        Assert.Equal((504, "deadline_exceeded", "DEADLINE_EXCEEDED"), (failure.Status, failure.Code, failure.Reason));
        Assert.EndsWith("Retry with the same request_id.", failure.Message, StringComparison.Ordinal);
        host.Engine.Before = _ => Task.CompletedTask;
        using var next = await web.PostAsync(WebCaller.Triage, WebCaller.Json, ATriage);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(1, web.Connections);
        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
    }

    [Fact]
    public async Task The_clock_of_a_call_runs_while_its_body_comes_in()
    {
        await using var host = await WireHost.StartAsync(time: new LeapingClock());
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, ATriage, ("Connect-Timeout-Ms", "5000")));

        Assert.Equal((504, "DEADLINE_EXCEEDED"), (failure.Status, failure.Reason));
        Assert.Empty(host.Engine.Asked);
    }

    /// <summary>Kestrel gives a body five seconds before it looks at its pace.</summary>
    [Fact]
    public async Task A_body_that_comes_too_slowly_is_out_of_time()
    {
        await using var host = await WireHost.StartAsync();

        var answer = await SayAsync(
            host.Addresses.Web, $"POST {WebCaller.Triage} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{", "DEADLINE_EXCEEDED", 1);

        Assert.StartsWith("HTTP/1.1 504 ", answer, StringComparison.Ordinal);
        Assert.Contains("DEADLINE_EXCEEDED", answer, StringComparison.Ordinal);
        Assert.Empty(host.Engine.Asked);
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
    [InlineData("POST {0} HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {2}\r\n\r\n{1}", "HTTP/1.1 505 ")]
    [InlineData("POST {0} HTTP/1.0\r\nContent-Type: application/grpc-web+proto\r\nContent-Length: {2}\r\n\r\n{1}", "HTTP/1.1 505 ")]
    [InlineData("POST {0} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n{1}", "HTTP/1.1 429 ")]
    [InlineData("POST {0} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{1}\r\n0\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("POST {0} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{1}", "")]
    [InlineData("POST {0} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{1}", "")]
    [InlineData("POST {0} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\r\n", "HTTP/1.1 400 ")]
    [InlineData("POST {0} HTTP/3.0\r\nHost: x\r\n\r\n", "HTTP/1.1 505 ")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\nPOST {0}", "")]
    [InlineData("PRI * HTTP/1.1\r\nHost: x\r\n\r\n", "HTTP/1.1 405 ")]
    [InlineData("P", "")]
    [InlineData("", "")]
    public async Task What_a_socket_may_say_is_answered_or_cut_and_nothing_is_written(string spoken, string expected)
    {
        await using var host = await WireHost.StartAsync();
        var request = string.Format(System.Globalization.CultureInfo.InvariantCulture, spoken, WebCaller.Triage, ATriage, ATriage.Length);

        // An empty expectation: the caller hangs up in the middle, and whatever is said then reaches nobody.
        var answer = await SayAsync(host.Addresses.Web, request, expected, expected.Length == 0 ? 0 : 1);

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        Assert.Empty(host.Engine.Asked);
        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
    }

    [Fact]
    public async Task A_chunked_body_is_put_together_and_the_connection_kept()
    {
        await using var host = await WireHost.StartAsync();
        var (head, tail) = (ATriage[..7], ATriage[7..]);
        var call = $"POST {WebCaller.Triage} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{head}\r\n{tail.Length:x}\r\n{tail}\r\n0\r\n\r\n";

        await SayAsync(host.Addresses.Web, call + call, "HTTP/1.1 200 OK\r\n", 2);

        Assert.Equal(2, host.Engine.Asked.Length);
    }

    [Theory]
    [InlineData("POST", "text/plain", 900, "HTTP/1.1 415 ")]
    [InlineData("PUT", "application/json", 900, "HTTP/1.1 405 ")]
    [InlineData("POST", "application/json", 5_000, "HTTP/1.1 429 ")]
    [InlineData("POST", "application/grpc-web+proto", 5_000, "HTTP/1.1 200 ")]
    public async Task A_refusal_leaves_nothing_of_its_body_to_the_next_call(string verb, string contentType, int length, string refused)
    {
        await using var host = await WireHost.StartAsync(new CallLimits { MaxRequestBytes = 1_000 });
        var wrong = $"{verb} {WebCaller.Triage} HTTP/1.1\r\nHost: x\r\nContent-Type: {contentType}\r\nContent-Length: {length}\r\n\r\n{new string('{', length)}";
        var good = $"POST {WebCaller.Triage} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {ATriage.Length}\r\n\r\n{ATriage}";

        var answer = await SayAsync(host.Addresses.Web, wrong + good, "\"trajectoryVersion\"", 1);

        Assert.StartsWith(refused, answer, StringComparison.Ordinal);
        Assert.Contains("\"trajectoryVersion\"", answer, StringComparison.Ordinal);
        Assert.Single(host.Engine.Asked);
    }

    [Fact]
    public async Task Whoever_asks_before_sending_a_body_is_told_that_it_is_not_wanted()
    {
        await using var host = await WireHost.StartAsync();
        var call = $"POST {WebCaller.Triage} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: {ATriage.Length}\r\n\r\n{ATriage}";

        Assert.StartsWith("HTTP/1.1 415 ", await SayAsync(host.Addresses.Web, call, "HTTP/1.1 415 ", 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_in_the_middle_of_a_body_is_counted_once()
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version20);
        using var half = new HalfOfABody();
        half.Headers.ContentType = new(WebCaller.Json);

        await Assert.ThrowsAsync<HttpRequestException>(() => web.SendAsync(HttpMethod.Post, WebCaller.Triage, half));

        await UntilCountedAsync(host, $"steppedcare_grpc_requests_total{{method=\"{WebCaller.Triage}\",code=\"CANCELLED\"}} 1");
        using var next = await web.PostAsync(WebCaller.Triage, WebCaller.Json, ATriage);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Single(host.Engine.Asked);
        Assert.Equal(1, web.Connections);
        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
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

    private static string ATriage => Google.Protobuf.JsonFormatter.Default.Format(Some.Triage(Some.Referral));

    // Says it all and listens until something was heard so often, or the end. Whoever waits for nothing hangs up first.
    private static async Task<string> SayAsync(Uri address, string request, string awaited, int times)
    {
        using var patience = new CancellationTokenSource(WireHost.Patience);
        using var socket = new TcpClient();
        await socket.ConnectAsync(address.Host, address.Port, patience.Token);
        var (heard, piece, stream) = ("", new byte[4_096], socket.GetStream());
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(request), patience.Token);
            if (times == 0)
            {
                socket.Client.Shutdown(SocketShutdown.Send);
            }

            for (int read; (times == 0 || heard.Split(awaited).Length <= times) && (read = await stream.ReadAsync(piece, patience.Token)) > 0;)
            {
                heard += Encoding.UTF8.GetString(piece, 0, read);
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            // Cut off; what was said before counts.
        }

        return heard;
    }

    private static async Task UntilCountedAsync(WireHost host, string expected)
    {
        using var patience = new CancellationTokenSource(WireHost.Patience);
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!(await host.MetricsAsync()).Contains(expected))
        {
            await pace.WaitForNextTickAsync(patience.Token);
        }
    }

    /// <summary>Breaks when half of it is on its way.</summary>
    private sealed class HalfOfABody : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(ATriage[..7]));
            await stream.FlushAsync();
            throw new IOException("The caller gave up.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = ATriage.Length;
            return true;
        }
    }

    /// <summary>Goes on by ten seconds at every look.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _seconds, 10);
    }
}
