using System.Net;
using Google.Protobuf;
using Grpc.Reflection.V1;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>gRPC itself, spoken wrongly: by hand, since no client would.</summary>
public sealed class NativeFrameTests
{
    private const string Grpc = "application/grpc";

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
        var message = Some.Triage(Some.Referral).ToByteArray();

        using var reply = await caller.PostAsync(WebCaller.Triage, Grpc, [0, 0, 0, 0, (byte)message.Length, .. message], ("grpc-timeout", timeout));

        Assert.Equal((status, reason), (GrpcReply.Status(reply), GrpcReply.Reason(reply)));
        Assert.Empty(host.Engine.Asked);
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

    [Fact]
    public async Task A_stream_without_time_is_over_before_it_begins()
    {
        await using var host = await WireHost.StartAsync();
        using var caller = new WebCaller(host.Addresses.Grpc, HttpVersion.Version20);

        using var reply = await caller.PostAsync("/steppedcare.v1.DecisionService/ReviewMany", Grpc, [], ("grpc-timeout", "0S"));

        Assert.Equal(("4", "DEADLINE_EXCEEDED"), (GrpcReply.Status(reply), GrpcReply.Reason(reply)));
    }
}
