using Grpc.Core;
using SteppedCare.Server.Services;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>What fails before a handler is reached carries a reason like everything else.</summary>
public sealed class FrameworkFailureTests
{
    private static readonly Marshaller<byte[]> s_bytes = new(bytes => bytes, bytes => bytes);

    [Fact]
    public async Task A_request_larger_than_the_limit_is_RESOURCE_EXHAUSTED()
    {
        await using var host = await WireHost.StartAsync(new CallLimits { MaxRequestBytes = 1_000 });
        var request = Some.Record(Some.Referral);
        request.Events[0].Id = new string('x', 2_000);

        var failure = await WireHost.FailureOf(host.Decisions.RecordEventsAsync(request));

        Assert.Equal(StatusCode.ResourceExhausted, failure.Code);
        Assert.Equal("REQUEST_TOO_LARGE", failure.Reason);
        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x05, 0x41 })]
    [InlineData(new byte[] { 0x22, 0x02, 0x12, 0x09 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public async Task Bytes_that_are_no_message_are_INVALID_ARGUMENT(byte[] bytes)
    {
        await using var host = await WireHost.StartAsync();

        var failure = await WireHost.FailureOf(Raw(host, "Triage", bytes));

        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
        Assert.Equal(StatusCode.InvalidArgument, failure.Code);
        Assert.Equal("MALFORMED_REQUEST", failure.Reason);
        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
        Assert.Empty(host.Engine.Asked);
    }

    [Fact]
    public async Task A_method_that_does_not_exist_is_UNIMPLEMENTED()
    {
        await using var host = await WireHost.StartAsync();

        var failure = await WireHost.FailureOf(Raw(host, "Guess", []));

        Assert.Equal(StatusCode.Unimplemented, failure.Code);
        Assert.Equal("METHOD_UNKNOWN", failure.Reason);
    }

    private static AsyncUnaryCall<byte[]> Raw(WireHost host, string method, byte[] bytes) => host.Channel.CreateCallInvoker().AsyncUnaryCall(
        new Method<byte[], byte[]>(MethodType.Unary, Wire.DecisionService.Descriptor.FullName, method, s_bytes, s_bytes), null, default, bytes);
}
