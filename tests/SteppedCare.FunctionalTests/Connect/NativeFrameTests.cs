using System.Net;
using Google.Protobuf;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>gRPC itself, spoken wrongly: by hand, since no client would.</summary>
public sealed class NativeFrameTests
{
    private const string Grpc = "application/grpc";

    // The streams of many requests last.
    private static readonly (string Method, IMessage Message)[] s_oneOfEachKind =
    [
        (WebCaller.Triage, Some.Triage(Some.Referral)),
        ("/grpc.health.v1.Health/Watch", new HealthCheckRequest()),
        ("/steppedcare.v1.DecisionService/ReviewMany", new V1.ReviewManyRequest { Tag = "t", Review = Some.Review(Some.Referral) }),
        ("/steppedcare.v1.DecisionService/EvaluateMany", new V1.EvaluateManyRequest { Tag = "t", Evaluate = new() { Service = "leeds", Call = V1.DecisionCall.Review } }),
        ("/grpc.reflection.v1.ServerReflection/ServerReflectionInfo", new ServerReflectionRequest { ListServices = "" }),
    ];

    public static TheoryData<string, byte[]> BrokenBodies
    {
        get
        {
            var message = Some.Triage(Some.Referral).ToByteArray();
            byte[] frame = [0, 0, 0, 0, (byte)message.Length, .. message];
            return new()
            {
                { "none", [] },
                { "half a prefix", frame[..3] },
                { "half a message", frame[..^1] },
                { "two messages", [.. frame, .. frame] },
                { "one and a half", [.. frame, 0, 0] },
                { "a length beyond all", [0, 0xFF, 0xFF, 0xFF, 0xFF, .. message] },
                { "a flag that is none", [7, .. frame[1..]] },
                { "compressed without saying how", [1, .. frame[1..]] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(BrokenBodies))]
    public async Task Broken_frames_are_the_callers_fault(string what, byte[] body)
    {
        await using var host = await WireHost.StartAsync();
        using var caller = new WebCaller(host.Addresses.Grpc, HttpVersion.Version20);

        using var reply = await caller.PostAsync(WebCaller.Triage, Grpc, body);

        Assert.Equal(("3", "MALFORMED_REQUEST"), (GrpcReply.Status(reply), GrpcReply.Reason(reply)));
        Assert.True(host.Engine.Asked.Length == 0, what);
        Assert.DoesNotContain("leeds", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packing_that_is_not_offered_is_unimplemented()
    {
        await using var host = await WireHost.StartAsync();
        using var caller = new WebCaller(host.Addresses.Grpc, HttpVersion.Version20);

        using var reply = await caller.PostAsync(WebCaller.Triage, Grpc, [1, 0, 0, 0, 1, 0], ("grpc-encoding", "zstd"));

        Assert.Equal(("12", "ENCODING_UNSUPPORTED"), (GrpcReply.Status(reply), GrpcReply.Reason(reply)));
    }

    [Theory]
    [InlineData("0m", "4", "DEADLINE_EXCEEDED")]
    [InlineData("00000000H", "4", "DEADLINE_EXCEEDED")]
    [InlineData("soon", "3", "INVALID_HEADER")]
    [InlineData("S", "3", "INVALID_HEADER")]
    [InlineData("5", "3", "INVALID_HEADER")]
    [InlineData("123456789S", "3", "INVALID_HEADER")]
    [InlineData("-1S", "3", "INVALID_HEADER")]
    public async Task Patience_that_is_over_or_cannot_be_read_is_refused_and_counted(string timeout, string status, string reason)
    {
        await using var host = await WireHost.StartAsync();
        using var caller = new WebCaller(host.Addresses.Grpc, HttpVersion.Version20);

        foreach (var (method, message) in s_oneOfEachKind)
        {
            using var reply = await caller.PostAsync(method, Grpc, Frame(message), ("grpc-timeout", timeout));

            Assert.Equal((method, status, reason), (method, GrpcReply.Status(reply), GrpcReply.Reason(reply)));
            Assert.Empty(await reply.Content.ReadAsByteArrayAsync());
        }

        Assert.Empty(host.Engine.Asked);
        var counted = (await host.MetricsAsync()).Where(line => line.StartsWith("steppedcare_grpc_requests_total{", StringComparison.Ordinal));
        Assert.Equal(s_oneOfEachKind.Length, counted.Count(line => line.EndsWith(" 1", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_frame_that_a_stream_cannot_read_ends_it_with_a_reason()
    {
        await using var host = await WireHost.StartAsync(new CallLimits { MaxRequestBytes = 1_000 });
        using var caller = new WebCaller(host.Addresses.Grpc, HttpVersion.Version20);

        foreach (var method in s_oneOfEachKind[2..].Select(each => each.Method))
        {
            using var brokenOff = await caller.PostAsync(method, Grpc, [0, 0, 0, 0, 9, 1, 2, 3]);
            using var noFlag = await caller.PostAsync(method, Grpc, [7, 0, 0, 0, 1, 0]);
            using var tooLarge = await caller.PostAsync(method, Grpc, [0, 0, 0, 4, 0, .. new byte[1_024]]);
            using var packed = await caller.PostAsync(method, Grpc, [1, 0, 0, 0, 1, 0], ("grpc-encoding", "zstd"));

            Assert.Equal((method, "3", "MALFORMED_REQUEST"), (method, GrpcReply.Status(brokenOff), GrpcReply.Reason(brokenOff)));
            Assert.Equal((method, "3", "MALFORMED_REQUEST"), (method, GrpcReply.Status(noFlag), GrpcReply.Reason(noFlag)));
            Assert.Equal((method, "8", "REQUEST_TOO_LARGE"), (method, GrpcReply.Status(tooLarge), GrpcReply.Reason(tooLarge)));
            Assert.Equal((method, "12", "ENCODING_UNSUPPORTED"), (method, GrpcReply.Status(packed), GrpcReply.Reason(packed)));
        }

        Assert.Empty(host.Log.Errors);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/grpc-web+proto")]
    [InlineData("text/plain")]
    public async Task The_gRPC_address_speaks_nothing_else(string contentType)
    {
        await using var host = await WireHost.StartAsync();
        using var caller = new WebCaller(host.Addresses.Grpc, HttpVersion.Version20);

        using var reply = await caller.PostAsync(WebCaller.Triage, contentType, "{}");

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, reply.StatusCode);
        Assert.Empty(host.Engine.Asked);
    }

    [Fact]
    public async Task The_web_address_speaks_gRPC_too()
    {
        await using var host = await WireHost.StartAsync();
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(host.Addresses.Web);

        var reply = await new V1.DecisionService.DecisionServiceClient(channel).TriageAsync(Some.Triage(Some.Referral)).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal(6, reply.TrajectoryVersion);
    }

    [Fact]
    public async Task The_web_address_carries_streams_of_gRPC()
    {
        await using var host = await WireHost.StartAsync();
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(host.Addresses.Web);
        using var call = new V1.DecisionService.DecisionServiceClient(channel).ReviewMany();

        await call.RequestStream.WriteAsync(new() { Tag = "a", Review = Some.Review() }).WaitAsync(WireHost.Patience);
        await call.RequestStream.CompleteAsync().WaitAsync(WireHost.Patience);

        Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(WireHost.Patience));
        Assert.Equal("a", call.ResponseStream.Current.Tag);
        Assert.False(await call.ResponseStream.MoveNext(default).WaitAsync(WireHost.Patience));
    }

    [Fact]
    public async Task The_web_address_tells_the_contract_to_those_who_speak_gRPC()
    {
        await using var server = await AServer.StartAsync();
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(server.Addresses.Web);
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }).WaitAsync(WireHost.Patience);
        await call.RequestStream.CompleteAsync().WaitAsync(WireHost.Patience);

        Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(WireHost.Patience));
        Assert.Contains("steppedcare.v1.DecisionService", call.ResponseStream.Current.ListServicesResponse.Service.Select(service => service.Name));
    }

    private static byte[] Frame(IMessage message) => [0, 0, 0, 0, (byte)message.CalculateSize(), .. message.ToByteArray()];
}
