using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>Callers that speak HTTP badly, or not at all.</summary>
public sealed class SpokenCallTests
{
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
        var request = string.Format(System.Globalization.CultureInfo.InvariantCulture, spoken, WebCaller.Triage, WebCaller.ATriage, WebCaller.ATriage.Length);

        // An empty expectation: the caller hangs up in the middle, and whatever is said then reaches nobody.
        var answer = await Spoken.SayAsync(host.Addresses.Web, request, expected, expected.Length == 0 ? 0 : 1);

        Assert.StartsWith(expected, answer, StringComparison.Ordinal);
        Assert.Empty(host.Engine.Asked);
        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
    }
}
