using System.IO.Compression;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Grpc.Net.Compression;
using SteppedCare.StandIns.Tests.Wire;

namespace SteppedCare.StandIns.Tests.Calls;

public sealed class ClientFeatureTests(EchoServer server) : IClassFixture<EchoServer>
{
    private readonly Echo.EchoClient _client = server.Client;

    [Fact]
    public async Task Headers_reach_the_server_as_text_and_as_bytes()
    {
        var headers = new Metadata { { "X-Upper", "V" }, { "x-data-bin", new byte[] { 0xde, 0xad } } };

        var seen = await Bounded.Wait(_client.DescribeAsync(new Empty(), headers).ResponseAsync);

        Assert.Equal("V", seen.Headers["x-upper"]);
        Assert.Equal("DEAD", seen.Headers["x-data-bin"]);
        Assert.Equal("/steppedcare.standins.v1.Echo/Describe", seen.Method);
        Assert.StartsWith("ipv4:127.0.0.1:", seen.Peer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_goes_both_ways_on_the_wire()
    {
        using var wire = new FrameReader();
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions
        {
            HttpHandler = wire,
            CompressionProviders = [new GzipCompressionProvider(CompressionLevel.Fastest)],
        });

        var answer = await Bounded.Wait(new Echo.EchoClient(channel)
            .UnaryAsync(new Message { Text = new string('z', 100_000) }, new Metadata { { "grpc-internal-encoding-request", "gzip" } })
            .ResponseAsync);

        Assert.Equal(new string('z', 100_000), answer.Text);
        Assert.Equal(1, wire.Request[0]);
        Assert.Equal(1, wire.Response[0]);
        Assert.InRange(wire.Request.Length, 1, 10_000);
        Assert.InRange(wire.Response.Length, 1, 10_000);
    }

    [Fact]
    public async Task One_message_of_a_compressed_stream_can_stay_plain()
    {
        using var call = _client.Both(new Metadata { { "grpc-internal-encoding-request", "gzip" } });

        foreach (var options in new[] { null, new WriteOptions(WriteFlags.NoCompress), null })
        {
            call.RequestStream.WriteOptions = options;
            await Bounded.Wait(call.RequestStream.WriteAsync(new Message { Text = new string('q', 5000) }));
            Assert.True(await Bounded.Wait(call.ResponseStream.MoveNext()));
            Assert.Equal(5000, call.ResponseStream.Current.Text.Length);
        }

        await Bounded.Wait(call.RequestStream.CompleteAsync());
        Assert.False(await Bounded.Wait(call.ResponseStream.MoveNext()));
    }

    [Fact]
    public async Task Client_interceptors_run_first_to_last()
    {
        var order = new List<string>();
        var client = new Echo.EchoClient(server.Channel.Intercept(new Tagging("a", order), new Tagging("b", order)));

        var seen = await Bounded.Wait(client.DescribeAsync(new Empty()).ResponseAsync);

        Assert.Equal(["a", "b"], order);
        Assert.Equal("1", seen.Headers["x-tag-a"]);
        Assert.Equal("1", seen.Headers["x-tag-b"]);
    }

    [Fact]
    public async Task Call_credentials_add_their_headers()
    {
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { UnsafeUseInsecureChannelCallCredentials = true });
        var credentials = CallCredentials.FromInterceptor((context, headers) =>
        {
            headers.Add("authorization", $"Bearer {context.MethodName}");
            return Task.CompletedTask;
        });

        var seen = await Bounded.Wait(new Echo.EchoClient(channel).DescribeAsync(new Empty(), new CallOptions(credentials: credentials)).ResponseAsync);

        Assert.Equal("Bearer Describe", seen.Headers["authorization"]);
    }

    [Fact]
    public async Task A_retry_policy_tries_again_and_then_gives_up()
    {
        var policy = new MethodConfig
        {
            Names = { MethodName.Default },
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = 3,
                InitialBackoff = TimeSpan.FromMilliseconds(1),
                MaxBackoff = TimeSpan.FromMilliseconds(2),
                BackoffMultiplier = 1,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        using var channel = GrpcChannel.ForAddress(server.Address, new GrpcChannelOptions { ServiceConfig = new ServiceConfig { MethodConfigs = { policy } } });

        var error = await Bounded.Wait(Assert.ThrowsAsync<RpcException>(() =>
            new Echo.EchoClient(channel).FailAsync(new Failure { Code = (int)StatusCode.Unavailable, Detail = "busy" }).ResponseAsync));

        Assert.Equal("busy", error.Status.Detail);
        Assert.Equal("2", error.Trailers.GetValue("x-attempts-before"));
    }

    [Fact]
    public async Task A_channel_says_when_it_is_ready()
    {
        using var channel = GrpcChannel.ForAddress(server.Address);
        Assert.Equal(ConnectivityState.Idle, channel.State);

        await Bounded.Wait(channel.ConnectAsync());

        Assert.Equal(ConnectivityState.Ready, channel.State);
    }

    [Fact]
    public void A_client_without_a_channel_is_only_a_double() =>
        Assert.Throws<NotImplementedException>(() => new Doubled().UnaryAsync(new Message()));

    private sealed class Doubled : Echo.EchoClient;

    private sealed class Tagging(string name, List<string> order) : Interceptor
    {
        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
            TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
        {
            order.Add(name);
            var headers = context.Options.Headers ?? [];
            headers.Add($"x-tag-{name}", "1");
            return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithHeaders(headers)));
        }
    }

    /// <summary>Keeps the bytes of one unary call: flag, length, message.</summary>
    private sealed class FrameReader() : DelegatingHandler(new SocketsHttpHandler())
    {
        public byte[] Request { get; private set; } = [];
        public byte[] Response { get; private set; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Request = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            var response = await base.SendAsync(request, cancellationToken);
            Response = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return response;
        }
    }
}
