using System.Net;
using System.Text;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>The bodies of calls: in pieces, not wanted, broken off; and that the connection goes on behind them.</summary>
public sealed class CallBodyTests
{
    [Fact]
    public async Task A_chunked_body_is_put_together_and_the_connection_kept()
    {
        await using var host = await WireHost.StartAsync();
        var (head, tail) = (WebCaller.ATriage[..7], WebCaller.ATriage[7..]);
        var call = $"POST {WebCaller.Triage} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{head}\r\n{tail.Length:x}\r\n{tail}\r\n0\r\n\r\n";

        await Spoken.SayAsync(host.Addresses.Web, call + call, "HTTP/1.1 200 OK\r\n", 2);

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
        var good = $"POST {WebCaller.Triage} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {WebCaller.ATriage.Length}\r\n\r\n{WebCaller.ATriage}";

        var answer = await Spoken.SayAsync(host.Addresses.Web, wrong + good, "\"trajectoryVersion\"", 1);

        Assert.StartsWith(refused, answer, StringComparison.Ordinal);
        Assert.Contains("\"trajectoryVersion\"", answer, StringComparison.Ordinal);
        Assert.Single(host.Engine.Asked);
    }

    [Fact]
    public async Task Whoever_asks_before_sending_a_body_is_told_that_it_is_not_wanted()
    {
        await using var host = await WireHost.StartAsync();
        var call = $"POST {WebCaller.Triage} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: {WebCaller.ATriage.Length}\r\n\r\n{WebCaller.ATriage}";

        Assert.StartsWith("HTTP/1.1 415 ", await Spoken.SayAsync(host.Addresses.Web, call, "HTTP/1.1 415 ", 1), StringComparison.Ordinal);
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
        using var next = await web.PostAsync(WebCaller.Triage, WebCaller.Json, WebCaller.ATriage);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Single(host.Engine.Asked);
        Assert.Equal(1, web.Connections);
        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
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
            await stream.WriteAsync(Encoding.UTF8.GetBytes(WebCaller.ATriage[..7]));
            await stream.FlushAsync();
            throw new IOException("The caller gave up.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = WebCaller.ATriage.Length;
            return true;
        }
    }
}
