using Grpc.Core;
using Grpc.Net.Client;
using SteppedCare.StandIns.Tests.Wire;

namespace SteppedCare.StandIns.Tests.Calls;

public sealed class ErrorTests(EchoServer server) : IClassFixture<EchoServer>
{
    private readonly Echo.EchoClient _client = server.Client;

    public static TheoryData<StatusCode> Errors => [.. Enum.GetValues<StatusCode>().Where(code => code != StatusCode.OK)];

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Every_code_keeps_its_number_and_its_detail(StatusCode code)
    {
        var error = await FailAsync(new Failure { Code = (int)code, Detail = $"détail %41 {code}\n" });

        Assert.Equal(code, error.StatusCode);
        Assert.Equal($"détail %41 {code}\n", error.Status.Detail);
    }

    [Fact]
    public void The_codes_are_the_seventeen_of_the_protocol() => Assert.Equal(Enumerable.Range(0, 17), Enum.GetValues<StatusCode>().Select(code => (int)code));

    [Fact]
    public async Task Trailers_of_an_error_keep_text_repetition_and_bytes()
    {
        var error = await FailAsync(new Failure { Code = (int)StatusCode.FailedPrecondition, Detail = "no", WithTrailers = true });

        Assert.Equal(["because", "also"], error.Trailers.GetAll("x-why").Select(entry => entry.Value));
        Assert.Equal([1, 2, 3, 0], error.Trailers.GetValueBytes("x-detail-bin")!);
        Assert.Equal("Status(StatusCode=\"FailedPrecondition\", Detail=\"no\")", error.Message);
    }

    [Fact]
    public async Task An_unexpected_exception_is_Unknown_and_leaks_nothing()
    {
        var error = await FailAsync(new Failure { Unexpected = true });

        Assert.Equal(StatusCode.Unknown, error.StatusCode);
        Assert.DoesNotContain("secret", error.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_that_the_server_lacks_is_Unimplemented()
    {
        var marshaller = Marshallers.Create(text => System.Text.Encoding.UTF8.GetBytes(text), System.Text.Encoding.UTF8.GetString);
        var method = new Method<string, string>(MethodType.Unary, "steppedcare.standins.v1.Echo", "Nope", marshaller, marshaller);
        using var call = server.Channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(), "");

        var error = await Bounded.Wait(Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync));

        Assert.Equal(StatusCode.Unimplemented, error.StatusCode);
    }

    [Fact]
    public async Task A_refused_connection_is_Unavailable_and_keeps_its_cause()
    {
        // The address of a listener that has just gone: nobody else listens there.
        using var gone = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        gone.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        using var channel = GrpcChannel.ForAddress($"http://{gone.LocalEndPoint}");

        var error = await Bounded.Wait(Assert.ThrowsAsync<RpcException>(() => new Echo.EchoClient(channel).UnaryAsync(new Message()).ResponseAsync));

        Assert.Equal(StatusCode.Unavailable, error.StatusCode);
        Assert.NotNull(error.Status.DebugException);
        Assert.Same(error.Status.DebugException, error.InnerException);
    }

    private Task<RpcException> FailAsync(Failure failure) => Bounded.Wait(Assert.ThrowsAsync<RpcException>(() => _client.FailAsync(failure).ResponseAsync));
}
