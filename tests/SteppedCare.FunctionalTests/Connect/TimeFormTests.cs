using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Connect.Json;
using SteppedCare.Server.Publishing;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>Lengths of time as protobuf's own JSON has them, held against its own parser.</summary>
public sealed class TimeFormTests
{
    [Theory]
    [InlineData("300s")]
    [InlineData("0.005s")]
    [InlineData("0s")]
    [InlineData("-1.5s")]
    [InlineData("-0.000000001s")]
    [InlineData("315576000000s")]
    [InlineData("1.123456789s")]
    public void What_protobuf_reads_is_read_the_same(string text)
    {
        Assert.True(Times.TryTime(text, out var seconds, out var nanos));
        Assert.Equal(JsonParser.Default.Parse<Duration>($"\"{text}\""), new Duration { Seconds = seconds, Nanos = nanos });
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("300")]
    [InlineData("5m")]
    [InlineData("1.s")]
    [InlineData("1.1234567890s")]
    [InlineData("--1s")]
    [InlineData("1e3s")]
    [InlineData("315576000001s")]
    [InlineData(" 1s")]
    public void What_is_no_time_is_refused(string text) => Assert.False(Times.TryTime(text, out _, out _));

    [Fact]
    public async Task A_wrong_time_is_named_by_its_field()
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, System.Net.HttpVersion.Version11);
        var lead = SomePolicy.Lead.Select(entry => (entry.Key, entry.Value)).ToArray();

        var failure = await WebCaller.FailureAsync(web.PostAsync(
            "/steppedcare.v1.PolicyService/SetRollout", WebCaller.Json, """{ "guard": { "window": "five minutes" } }""", lead));

        Assert.Equal((400, "INVALID_FIELDS"), (failure.Status, failure.Reason));
        Assert.Equal(["guard.window"], failure.Fields);
        Assert.Empty(host.Desk.Asked.OfType<SetRolloutCommand>());
    }
}
