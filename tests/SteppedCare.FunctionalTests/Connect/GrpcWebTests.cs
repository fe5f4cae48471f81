using System.Buffers.Binary;
using System.Net;
using System.Text;
using Google.Protobuf;
using Grpc.Health.V1;
using SteppedCare.FunctionalTests.Services;
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
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task A_deadline_ends_a_stream(string version)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, Version.Parse(version));

        using var reply = await web.PostAsync(Watch, Binary, Framed([]), ("grpc-timeout", "50m"));

        var frames = new Frames(await reply.Content.ReadAsStreamAsync());
        Assert.Equal(0, (await frames.NextAsync()).Flag);
        Assert.Contains("grpc-status: 4\r\n", await TrailersAsync(frames), StringComparison.Ordinal);
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
}
