using System.Net;
using System.Net.Sockets;
using SteppedCare.FunctionalTests.Connect;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Hosting;

/// <summary>HTTP/1.1 and HTTP/2 on one address without TLS.</summary>
public sealed class PriorKnowledgeTests
{
    [Theory]
    [InlineData("--http1.1", "1.1")]
    [InlineData("--http2", "1.1")]
    [InlineData("--http2-prior-knowledge", "2")]
    public async Task Curl_is_answered_in_the_version_that_it_begins_with(string version, string answered)
    {
        await using var host = await WireHost.StartAsync();
        var address = new Uri(host.Addresses.Web, "/grpc.health.v1.Health/Check");

        var run = await Shell.RunAsync($"curl -s {version} -H 'Content-Type: application/json' -d '{{}}' -w ' %{{http_version}}' {address}");

        Assert.Equal("""{ "status": "NOT_SERVING" } """ + answered, run.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--h1")]
    public async Task Many_calls_go_through_one_connection(string version)
    {
        await using var host = await WireHost.StartAsync();
        var body = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(body, "{}");

            var run = await Shell.RunAsync($"h2load {version} -n 200 -c 2 -d {body} -H 'Content-Type: application/json' {new Uri(host.Addresses.Web, "/grpc.health.v1.Health/Check")}");

            Assert.Contains("200 succeeded, 0 failed", run.Output, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(body);
        }
    }

    [Fact]
    public async Task A_preface_may_come_byte_by_byte_and_a_request_too()
    {
        await using var host = await WireHost.StartAsync();

        Assert.Equal(4, (await SaySlowlyAsync(host.Addresses.Web, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"))[3]);
        Assert.StartsWith("HTTP/1.1 ", System.Text.Encoding.ASCII.GetString(await SaySlowlyAsync(host.Addresses.Web, "PRI / HTTP/1.1\r\nHost: x\r\n\r\n")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_connects_and_says_nothing_delays_neither_others_nor_the_end()
    {
        var host = await WireHost.StartAsync();
        using var silent = new TcpClient();
        await silent.ConnectAsync(host.Addresses.Web.Host, host.Addresses.Web.Port).WaitAsync(WireHost.Patience);
        using (var web = new WebCaller(host.Addresses.Web, HttpVersion.Version20))
        {
            using var reply = await web.PostAsync("/grpc.health.v1.Health/Check", WebCaller.Json, "{}");
            Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        }

        // Bounded by the patience of stopping, which is far shorter than that with a silent connection.
        await host.DisposeAsync();

        Assert.Equal(0, await silent.GetStream().ReadAsync(new byte[1]).AsTask().WaitAsync(WireHost.Patience));
    }

    // The first bytes of the answer.
    private static async Task<byte[]> SaySlowlyAsync(Uri address, string text)
    {
        using var patience = new CancellationTokenSource(WireHost.Patience);
        using var socket = new TcpClient { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port, patience.Token);
        foreach (var letter in text)
        {
            await socket.GetStream().WriteAsync(new[] { (byte)letter }, patience.Token);
        }

        var heard = new byte[9];
        await socket.GetStream().ReadExactlyAsync(heard, patience.Token);
        return heard;
    }
}
