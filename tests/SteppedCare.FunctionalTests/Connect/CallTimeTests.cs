using System.Net;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>Calls that run out of time, on their way in or while they are answered.</summary>
public sealed class CallTimeTests
{
    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_deadline_ends_a_call_and_the_connection_goes_on(string version)
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Before = token => Task.Delay(Timeout.Infinite, token);
        using var web = new WebCaller(host.Addresses.Web, Version.Parse(version));

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, WebCaller.ATriage, ("Connect-Timeout-Ms", "50")));

        Assert.Equal((504, "deadline_exceeded", "DEADLINE_EXCEEDED"), (failure.Status, failure.Code, failure.Reason));
        Assert.EndsWith("Retry with the same request_id.", failure.Message, StringComparison.Ordinal);
        host.Engine.Before = _ => Task.CompletedTask;
        using var next = await web.PostAsync(WebCaller.Triage, WebCaller.Json, WebCaller.ATriage);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(1, web.Connections);
        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
    }

    [Fact]
    public async Task The_clock_of_a_call_runs_while_its_body_comes_in()
    {
        await using var host = await WireHost.StartAsync(time: new LeapingClock());
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, WebCaller.ATriage, ("Connect-Timeout-Ms", "5000")));

        Assert.Equal((504, "DEADLINE_EXCEEDED"), (failure.Status, failure.Reason));
        Assert.Empty(host.Engine.Asked);
    }

    /// <summary>Kestrel gives a body five seconds before it looks at its pace.</summary>
    [Fact]
    public async Task A_body_that_comes_too_slowly_is_out_of_time()
    {
        await using var host = await WireHost.StartAsync();

        var answer = await Spoken.SayAsync(
            host.Addresses.Web, $"POST {WebCaller.Triage} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{{", "DEADLINE_EXCEEDED", 1);

        Assert.StartsWith("HTTP/1.1 504 ", answer, StringComparison.Ordinal);
        Assert.Contains("DEADLINE_EXCEEDED", answer, StringComparison.Ordinal);
        Assert.Empty(host.Engine.Asked);
    }

    /// <summary>Goes on by ten seconds at every look.</summary>
    private sealed class LeapingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Interlocked.Add(ref _seconds, 10);
    }
}
