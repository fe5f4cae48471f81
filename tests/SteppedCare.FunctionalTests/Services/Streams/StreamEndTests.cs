using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Services;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services.Streams;

/// <summary>However a stream ends, what was read is answered if there is anybody to answer, and nothing is left behind.</summary>
public sealed class StreamEndTests
{
    private const string ReviewMany = "/steppedcare.v1.DecisionService/ReviewMany";

    private static readonly Marshaller<byte[]> s_bytes = new(bytes => bytes, bytes => bytes);

    [Fact]
    public async Task After_a_half_close_the_remaining_answers_come_and_then_OK()
    {
        await using var host = await WireHost.StartAsync();
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        using var stream = new ReviewStream(host.Decisions);
        await stream.SendAsync(ReviewStream.Item(0, "ep-a"), ReviewStream.Item(1, "ep-b"), ReviewStream.Item(2, "ep-b"));
        await stream.EndAsync();
        await gate.ArrivedAsync(2);
        gate.Open();

        Assert.Equal(["t0", "t1", "t2"], (await stream.RestAsync()).Select(answer => answer.Tag));
    }

    [Fact]
    public async Task A_stream_without_items_ends_well()
    {
        await using var host = await WireHost.StartAsync();
        using var stream = new ReviewStream(host.Decisions);

        await stream.EndAsync();

        Assert.Empty(await stream.RestAsync());
    }

    [Fact]
    public async Task When_the_caller_cancels_every_item_is_told_and_nothing_is_called_a_fault()
    {
        await using var host = await WireHost.StartAsync();
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        using var cancel = new CancellationTokenSource();
        using var stream = new ReviewStream(host.Decisions, new CallOptions(cancellationToken: cancel.Token));
        await stream.SendAsync(Enumerable.Range(0, 200).Select(number => ReviewStream.Item(number, $"ep-{number}")));
        await gate.ArrivedAsync(64);

        await cancel.CancelAsync();

        Assert.Equal(StatusCode.Cancelled, await stream.FailureCodeAsync());
        await gate.LeftAsync(64);
        Assert.Equal((64, 0), (gate.GaveUp, gate.Inside));
        await CountedAsync(host, Ended("CANCELLED"));
        Assert.Contains($"steppedcare_stream_items_total{{method=\"{ReviewMany}\",code=\"CANCELLED\"}} 64", await host.MetricsAsync());
        Assert.Equal(64, host.Engine.Asked.Length);
        Assert.Empty(host.Log.Errors);
    }

    [Fact]
    public async Task An_item_that_waits_for_its_turn_is_not_begun_for_a_caller_who_is_gone()
    {
        await using var host = await WireHost.StartAsync();
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        using (var stream = new ReviewStream(host.Decisions))
        {
            await stream.SendAsync(Enumerable.Range(0, 10).Select(number => ReviewStream.Item(number, "ep-7")));
            await gate.ArrivedAsync(1);
        }

        await gate.LeftAsync(1);
        await CountedAsync(host, Ended("CANCELLED"));
        Assert.Single(host.Engine.Asked);
        Assert.Empty(host.Log.Errors);
    }

    [Fact]
    public async Task The_streams_own_deadline_ends_it_and_what_it_was_about()
    {
        // gRPC reads the time of day, and a busy machine may take long to bring the item to the engine: the more it needs, the more it gets.
        var seconds = 1;
        while (!await EndsWithinAsync(seconds))
        {
            seconds *= 2;
            Assert.InRange(seconds, 2, 64);
        }
    }

    [Fact]
    public async Task A_server_that_stops_answers_what_it_has_read_and_says_that_the_rest_is_to_be_sent_again()
    {
        await using var host = await WireHost.StartAsync();
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        using var stream = new ReviewStream(host.Decisions);
        await stream.SendAsync(ReviewStream.Item(0, "ep-a"), ReviewStream.Item(1, "ep-a"), ReviewStream.Item(2, "ep-b"));
        await gate.ArrivedAsync(2);

        // A connection without calls is closed at once, and what its caller has not read by then may be lost to them.
        using var keepsTheConnection = host.Decisions.ReviewAsync(new() { Service = "leeds", Episode = "ep-c", RequestId = "r9" });
        await gate.ArrivedAsync(1);

        var stopping = host.StopAsync();
        gate.Release("r0");
        gate.Release("r1");
        gate.Release("r2");

        Assert.Equal(["t0", "t1", "t2"], [(await stream.NextAsync()).Tag, (await stream.NextAsync()).Tag, (await stream.NextAsync()).Tag]);
        var failure = await stream.FailureAsync();
        Assert.Equal((StatusCode.Unavailable, "SERVER_STOPPING"), (failure.Code, failure.Reason));
        Assert.NotNull(failure.Detail<RetryInfo>());
        gate.Open();
        await stopping.WaitAsync(WireHost.Patience);
        Assert.Empty(host.Log.Errors);
    }

    [Theory]
    [InlineData(StatusCode.InvalidArgument, "MALFORMED_REQUEST", new byte[] { 0x0A, 0x05, 0x41 })]
    [InlineData(StatusCode.InvalidArgument, "MALFORMED_REQUEST", new byte[] { 0x12, 0x02, 0x12, 0x09 })]
    [InlineData(StatusCode.ResourceExhausted, "REQUEST_TOO_LARGE", null)]
    public async Task A_message_that_cannot_be_read_ends_the_stream_after_the_answers_to_those_before(StatusCode code, string reason, byte[]? bytes)
    {
        await using var host = await WireHost.StartAsync(new CallLimits { MaxRequestBytes = 1_000 });
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        using var call = Raw(host);
        await call.RequestStream.WriteAsync(ReviewStream.Item(0, "ep-a").ToByteArray());
        await call.RequestStream.WriteAsync(ReviewStream.Item(1, "ep-b").ToByteArray());
        await call.RequestStream.WriteAsync(bytes ?? ReviewStream.Item(2, new string('x', 2_000)).ToByteArray());
        await gate.ArrivedAsync(2);
        gate.Open();

        foreach (var tag in new[] { "t0", "t1" })
        {
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience));
            var answer = Wire.ReviewManyResponse.Parser.ParseFrom(call.ResponseStream.Current);
            Assert.Equal((tag, null), (answer.Tag, answer.Error));
        }

        var failure = new Failure(await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience)));
        Assert.Equal((code, reason), (failure.Code, failure.Reason));
        Assert.Equal(2, host.Engine.Asked.Length);
        Assert.Empty(host.Log.Errors);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x05, 0x41 }, StatusCode.InvalidArgument, "MALFORMED_REQUEST")]
    [InlineData(null, StatusCode.ResourceExhausted, "REQUEST_TOO_LARGE")]
    public async Task A_first_message_that_cannot_be_read_has_its_reason_too(byte[]? bytes, StatusCode code, string reason)
    {
        await using var host = await WireHost.StartAsync(new CallLimits { MaxRequestBytes = 1_000 });
        using var call = Raw(host);
        await call.RequestStream.WriteAsync(bytes ?? ReviewStream.Item(2, new string('x', 2_000)).ToByteArray());

        var failure = new Failure(await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience)));

        Assert.Equal((code, reason), (failure.Code, failure.Reason));
        Assert.Empty(host.Engine.Asked);
    }

    [Fact]
    public async Task A_body_that_ends_within_a_message_is_a_malformed_one_and_what_came_before_is_answered()
    {
        await using var host = await WireHost.StartAsync();
        var whole = ReviewStream.Item(0, "ep-7").ToByteArray();
        using var http = new HttpClient();
        using var body = new ByteArrayContent([0, 0, 0, 0, (byte)whole.Length, .. whole, 0, 0, 0, 0, 100, 1, 2, 3]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, ReviewMany))
        {
            Content = body,
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));

        using var reply = await http.SendAsync(request).WaitAsync(WireHost.Patience);
        var sent = await reply.Content.ReadAsByteArrayAsync().WaitAsync(WireHost.Patience);

        Assert.Equal("t0", Wire.ReviewManyResponse.Parser.ParseFrom(sent.AsSpan(5)).Tag);
        Assert.Equal("3", reply.TrailingHeaders.GetValues("grpc-status").Single());
        var details = reply.TrailingHeaders.GetValues("grpc-status-details-bin").Single();
        var status = SteppedCare.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')));
        Assert.Equal("MALFORMED_REQUEST", status.ReasonOf());
        Assert.Empty(host.Log.Errors);
    }

    private static AsyncDuplexStreamingCall<byte[], byte[]> Raw(WireHost host) => host.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(
        new Method<byte[], byte[]>(MethodType.DuplexStreaming, Wire.DecisionService.Descriptor.FullName, "ReviewMany", s_bytes, s_bytes), null, default);

    /// <summary>False where the engine was not asked before the deadline.</summary>
    private static async Task<bool> EndsWithinAsync(int seconds)
    {
        await using var host = await WireHost.StartAsync();
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        await host.Decisions.GetEpisodeAsync(new() { Service = "leeds", Episode = "another" }).ResponseAsync.WaitAsync(WireHost.Patience);
        using var stream = new ReviewStream(host.Decisions, new CallOptions(deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(seconds)));
        var sending = stream.PressAsync(ReviewStream.Item(0, "ep-7"));

        Assert.Equal(StatusCode.DeadlineExceeded, await stream.FailureCodeAsync());
        if (await Record.ExceptionAsync(() => sending.WaitAsync(WireHost.Patience)) is not null || !host.Engine.Asked.OfType<DecideCommand>().Any())
        {
            return false;
        }

        await gate.LeftAsync(1);
        Assert.Equal(1, gate.GaveUp);

        // Both look at a clock, and the caller may say first that it is over.
        await CountedAsync(host, Ended("DEADLINE_EXCEEDED"), Ended("CANCELLED"));
        Assert.Empty(host.Log.Errors);
        return true;
    }

    private static string Ended(string code) => $"steppedcare_grpc_requests_total{{method=\"{ReviewMany}\",code=\"{code}\"}} 1";

    // The caller learns of its own end before the server has counted it.
    private static async Task CountedAsync(WireHost host, params string[] anyOf)
    {
        using var patience = new CancellationTokenSource(WireHost.Patience);
        while (!(await host.MetricsAsync()).Intersect(anyOf).Any())
        {
            await Task.Yield();
            patience.Token.ThrowIfCancellationRequested();
        }
    }
}
