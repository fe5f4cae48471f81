using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Connect;
using SteppedCare.Server.Services;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>gRPC's frames over any HTTP, trailers in the body.</summary>
public sealed class GrpcWebTests
{
    private const string Binary = "application/grpc-web+proto";
    private const string Text = "application/grpc-web-text+proto";
    private const string Watch = "/grpc.health.v1.Health/Watch";

    [Theory]
    [InlineData(Binary, "1.1")]
    [InlineData(Binary, "2.0")]
    [InlineData(Text, "1.1")]
    [InlineData(Text, "2.0")]
    public async Task A_unary_call_is_answered_and_its_status_stands_behind_the_message(string contentType, string version)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, Version.Parse(version));
        var request = Some.Record(Some.Referral);

        using var reply = await web.PostAsync("/steppedcare.v1.DecisionService/RecordEvents", contentType, Sent(contentType, Framed(request.ToByteArray())));

        Assert.Equal((HttpStatusCode.OK, contentType), (reply.StatusCode, reply.Content.Headers.ContentType?.ToString()));
        var frames = new Frames(await StreamAsync(reply, contentType));
        var (flag, message) = await frames.NextAsync();
        Assert.Equal(0, flag);
        Assert.Equal(await host.Decisions.RecordEventsAsync(request), Wire.RecordEventsResponse.Parser.ParseFrom(message));
        Assert.Contains("grpc-status: 0\r\n", await TrailersAsync(frames), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Binary)]
    [InlineData(Text)]
    public async Task A_failure_has_its_details_among_the_headers(string contentType)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.PostAsync(WebCaller.Triage, contentType, Sent(contentType, Framed([])));

        Assert.Equal("3", Assert.Single(reply.Headers.GetValues("grpc-status")));
        Assert.NotEmpty(Assert.Single(reply.Headers.GetValues("grpc-status-details-bin")));
        Assert.Empty(await reply.Content.ReadAsByteArrayAsync());
        Assert.Empty(host.Engine.Asked);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_stream_is_told_as_it_happens(string version)
    {
        await using var host = await WireHost.StartAsync();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Addresses.Web, Watch))
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Framed(new HealthCheckRequest().ToByteArray())),
        };
        request.Content.Headers.ContentType = new(Binary);

        using var reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(WireHost.Patience);

        var frames = new Frames(await reply.Content.ReadAsStreamAsync());
        Assert.Equal(ServingStatus.NotServing, HealthCheckResponse.Parser.ParseFrom((await frames.NextAsync()).Message).Status);
        host.Serving.PolicyIsLive(true);
        host.Serving.StoreAnswers(true);
        Assert.Equal(ServingStatus.Serving, HealthCheckResponse.Parser.ParseFrom((await frames.NextAsync()).Message).Status);
        host.Serving.Stop();
        Assert.Equal(ServingStatus.NotServing, HealthCheckResponse.Parser.ParseFrom((await frames.NextAsync()).Message).Status);
        Assert.Contains("grpc-status: 0\r\n", await TrailersAsync(frames), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Binary)]
    [InlineData(Text)]
    public async Task A_call_that_is_out_of_time_says_so_with_a_reason(string contentType)
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Before = token => Task.Delay(Timeout.Infinite, token);
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.PostAsync(WebCaller.Triage, contentType, Sent(contentType, Framed(Some.Triage(Some.Referral).ToByteArray())), ("grpc-timeout", "50m"));

        Assert.Equal(("4", "DEADLINE_EXCEEDED"), (GrpcReply.Status(reply), GrpcReply.Reason(reply)));
    }

    [Theory]
    [InlineData(Binary)]
    [InlineData(Text)]
    public async Task What_a_handler_says_after_the_deadline_goes_nowhere(string contentType)
    {
        var isShared = new TaskCompletionSource<bool>();
        await using var server = await AServer.StartAsync(map: app => app.Map("/late", async context =>
        {
            using var reply = new GrpcWebReply(context, contentType == Text);
            await reply.StartAsync();
            reply.Trailers["grpc-status"] = "4";

            // In the middle of a message when the deadline ends the call.
            var room = reply.Writer.GetMemory(4);
            await reply.CompleteAsync();
            MemoryMarshal.TryGetArray<byte>(room, out var array);
            isShared.SetResult(Enumerable.Range(0, 16).Any(_ => ArrayPool<byte>.Shared.Rent(room.Length) == array.Array));
            "late"u8.CopyTo(room.Span);
            reply.Writer.Advance(4);
            await reply.Writer.FlushAsync();
            await reply.FinishAsync();
        }));
        using var caller = new WebCaller(server.Addresses.Grpc, HttpVersion.Version20);

        using var reply = await caller.PostAsync("/late", null, "");

        var body = await StreamAsync(reply, contentType);
        Assert.Equal("DEADLINE_EXCEEDED", ReasonIn(await TrailersAsync(new Frames(body))));
        Assert.Equal(-1, body.ReadByte());
        Assert.False(await isShared.Task, "Others may rent what the handler still writes in.");
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_caller_who_does_not_read_holds_up_no_handler_beyond_the_deadline(string version)
    {
        var handler = new TalkativeHealth();
        await using var server = await AServer.StartAsync(
            services: services => services.AddSingleton(handler).Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MinResponseDataRate = null),
            map: app => app.MapGrpcService<TalkativeHealth>().Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = -1));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Addresses.Web, Watch))
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(Framed([])),
        };
        request.Content.Headers.ContentType = new(Binary);
        request.Headers.Add("grpc-timeout", "300m");

        using var reply = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead).WaitAsync(WireHost.Patience);
        await handler.Over.Task.WaitAsync(WireHost.Patience);

        var frames = new Frames(await reply.Content.ReadAsStreamAsync());
        (int Flag, byte[] Message) frame;
        do
        {
            frame = await frames.NextAsync();
        }
        while (frame.Flag == 0);
        Assert.Equal("DEADLINE_EXCEEDED", ReasonIn(Encoding.ASCII.GetString(frame.Message)));
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_deadline_ends_a_stream(string version)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, Version.Parse(version));

        using var reply = await web.PostAsync(Watch, Binary, Framed([]), ("grpc-timeout", "2S"));

        var frames = new Frames(await reply.Content.ReadAsStreamAsync());
        Assert.Equal(0, (await frames.NextAsync()).Flag);
        var trailers = await TrailersAsync(frames);
        Assert.Contains("grpc-status: 4\r\n", trailers, StringComparison.Ordinal);
        Assert.Equal("DEADLINE_EXCEEDED", ReasonIn(trailers));
    }

    [Theory]
    [InlineData(Text, "*** no base64 ***")]
    [InlineData(Text, "AAA")]
    [InlineData(Text, "")]
    [InlineData(Binary, "")]
    [InlineData(Binary, "\0\0\0\0")]
    [InlineData(Binary, "\0\0\0\0\u0009abc")]
    [InlineData(Binary, "\0\0\0\0\0\0\0\0\0\0")]
    [InlineData(Binary, "\u0007\0\0\0\0")]
    [InlineData(Binary, "\0\u007f\u007f\u007f\u007f")]
    public async Task Broken_frames_are_the_callers_fault(string contentType, string body)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.PostAsync(WebCaller.Triage, contentType, body);

        Assert.NotEqual("0", Assert.Single(reply.Headers.GetValues("grpc-status")));
        Assert.NotEmpty(Assert.Single(reply.Headers.GetValues("grpc-status-details-bin")));
        Assert.Empty(host.Engine.Asked);
    }

    [Theory]
    [InlineData(Binary)]
    [InlineData(Text)]
    public async Task A_message_over_the_limit_is_refused(string contentType)
    {
        await using var host = await WireHost.StartAsync(new CallLimits { MaxRequestBytes = 1_000 });
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.PostAsync(WebCaller.Triage, contentType, Sent(contentType, Framed(new byte[1_001])));

        Assert.Equal(("8", "REQUEST_TOO_LARGE"), (GrpcReply.Status(reply), GrpcReply.Reason(reply)));
        Assert.Empty(host.Engine.Asked);
    }

    private static string ReasonIn(string trailers)
    {
        const string Name = "grpc-status-details-bin: ";
        return GrpcReply.ReasonIn(trailers.Split("\r\n").Single(line => line.StartsWith(Name, StringComparison.Ordinal))[Name.Length..]);
    }

    private static byte[] Framed(byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(1), (uint)message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Sent(string contentType, byte[] frame) => contentType == Text ? Encoding.ASCII.GetBytes(Convert.ToBase64String(frame)) : frame;

    // Each piece of text ends with its own padding.
    private static async Task<Stream> StreamAsync(HttpResponseMessage reply, string contentType)
    {
        var body = await reply.Content.ReadAsByteArrayAsync();
        return contentType == Binary
            ? new MemoryStream(body)
            : new MemoryStream([.. Encoding.ASCII.GetString(body).Chunk(4).SelectMany(four => Convert.FromBase64String(new string(four)))]);
    }

    private static async Task<string> TrailersAsync(Frames frames)
    {
        var (flag, text) = await frames.NextAsync();
        Assert.Equal(0x80, flag);
        return Encoding.ASCII.GetString(text);
    }

    private sealed class Frames(Stream body)
    {
        public async Task<(int Flag, byte[] Message)> NextAsync()
        {
            var head = new byte[5];
            await body.ReadExactlyAsync(head).AsTask().WaitAsync(WireHost.Patience);
            var message = new byte[BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(1))];
            await body.ReadExactlyAsync(message).AsTask().WaitAsync(WireHost.Patience);
            return (head[0], message);
        }
    }

    /// <summary>Says more than anybody's buffers hold, without asking whether it is still heard.</summary>
    private sealed class TalkativeHealth : Health.HealthBase
    {
        internal TaskCompletionSource Over { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override async Task Watch(HealthCheckRequest request, IServerStreamWriter<HealthCheckResponse> responseStream, ServerCallContext context)
        {
            // Field 15, which nobody knows: 64 KiB.
            var message = HealthCheckResponse.Parser.ParseFrom([0x7A, 0x80, 0x80, 0x04, .. new byte[65_536]]);
            try
            {
                while (!context.CancellationToken.IsCancellationRequested)
                {
                    await responseStream.WriteAsync(message);
                }
            }
            finally
            {
                Over.TrySetResult();
            }
        }
    }
}
