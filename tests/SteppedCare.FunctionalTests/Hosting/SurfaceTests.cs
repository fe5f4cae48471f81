using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using SteppedCare.Server.Hosting;

namespace SteppedCare.FunctionalTests.Hosting;

public sealed class SurfaceTests
{
    private static readonly string[] s_paths = ["/", WebPages.Metrics, WebPages.Alive, WebPages.Ready, "/grpc.health.v1.Health/Check", "/nowhere"];

    [Fact]
    public async Task Without_an_address_of_their_own_operations_are_on_the_web_address()
    {
        await using var server = await AServer.StartAsync();
        await server.UntilReadyIsAsync("ready\n");

        Assert.Equal(["200", "200", "200", "200", "405", "404"], await StatusesAsync(server, server.Addresses.Web));
    }

    [Fact]
    public async Task An_operations_address_serves_operations_and_nothing_else_and_they_are_nowhere_else()
    {
        await using var server = await AServer.StartAsync(["--Listen:Operations", "127.0.0.1:0"], map: ScriptedHealth.Map);
        await server.UntilReadyIsAsync("ready\n");

        Assert.Equal(["404", "200", "200", "200", "404", "404"], await StatusesAsync(server, server.Operations));
        Assert.Equal(["200", "404", "404", "404", "405", "404"], await StatusesAsync(server, server.Addresses.Web));
    }

    [Fact]
    public async Task The_grpc_address_serves_no_pages()
    {
        await using var server = await AServer.StartAsync(map: ScriptedHealth.Map);
        using var client = new HttpClient { DefaultRequestVersion = HttpVersion.Version20, DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var page = await client.GetAsync(new Uri(server.Addresses.Grpc, WebPages.Metrics)).WaitAsync(AServer.Patience);
        using var channel = GrpcChannel.ForAddress(server.Addresses.Grpc);
        var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest()).ResponseAsync.WaitAsync(AServer.Patience);

        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_development_header_is_in_every_reply_of_a_server_that_authenticates_nobody_and_in_no_other(bool development)
    {
        await using var server = await AServer.StartAsync(development ? ["--development"] : [], map: ScriptedHealth.Map);
        using var channel = GrpcChannel.ForAddress(server.Addresses.Grpc);
        var client = new Health.HealthClient(channel);

        using var page = await server.Client.GetAsync(server.Addresses.Web);
        using var missing = await server.Client.GetAsync(new Uri(server.Addresses.Web, "/nowhere"));
        using var call = client.CheckAsync(new HealthCheckRequest());
        using var failing = client.CheckAsync(new HealthCheckRequest { Service = "broken" });
        var headers = await call.ResponseHeadersAsync.WaitAsync(AServer.Patience);
        var failed = await Assert.ThrowsAsync<RpcException>(() => failing.ResponseAsync.WaitAsync(AServer.Patience));

        Assert.Equal(development, page.Headers.Contains(DevelopmentNotice.Header));
        Assert.Equal(development, missing.Headers.Contains(DevelopmentNotice.Header));
        Assert.Equal(development ? "true" : null, headers.GetValue(DevelopmentNotice.Header));
        Assert.Equal(StatusCode.Internal, failed.StatusCode);
        Assert.Equal(development ? "true" : null, (await failing.ResponseHeadersAsync).GetValue(DevelopmentNotice.Header) ?? failed.Trailers.GetValue(DevelopmentNotice.Header));
    }

    private static async Task<List<string>> StatusesAsync(AServer server, Uri address)
    {
        var statuses = new List<string>();
        foreach (var path in s_paths)
        {
            using var reply = await server.Client.GetAsync(new Uri(address, path)).WaitAsync(AServer.Patience);
            statuses.Add($"{(int)reply.StatusCode}");
        }

        return statuses;
    }
}
