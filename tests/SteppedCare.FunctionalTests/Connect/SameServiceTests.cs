using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Health.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.Server.Hosting;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>Behind every door stands the same service.</summary>
public sealed class SameServiceTests : IDisposable
{
    private const string Check = "/grpc.health.v1.Health/Check";
    private const string Record = "/steppedcare.v1.DecisionService/RecordEvents";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-doors-");

    [Fact]
    public async Task A_request_is_one_request_whatever_doors_it_comes_by_and_every_call_is_counted()
    {
        await using var server = await AssembledServer.StartAsync(_folder.FullName);
        using var web = new WebCaller(server.Services.GetRequiredService<BoundAddresses>().Web, HttpVersion.Version11);
        var method = Wire.DecisionService.Descriptor.FindMethodByName("RecordEvents");
        var request = new Wire.RecordEventsRequest
        {
            Service = "demo",
            Episode = "ep-doors",
            RequestId = "r1",
            Events = { new Wire.Event { HappenedOn = "2026-11-02", ReferralReceived = new() { Source = Wire.ReferralSource.PrimaryCare } } },
        };

        var first = await web.AskAsync(method, request, WebCaller.Json);
        var again = await web.AskAsync(method, request, WebCaller.Proto);
        var native = await server.Decisions.RecordEventsAsync(request);
        request.Events[0].HappenedOn = "2026-11-03";
        var other = await WebCaller.FailureAsync(web.PostAsync(Record, WebCaller.Json, JsonFormatter.Default.Format(request)));
        var broken = await WebCaller.FailureAsync(web.PostAsync(Record, WebCaller.Json, "{"));

        Assert.Equal([first, first], [again, native]);
        Assert.Equal((409, "already_exists", "REQUEST_ID_REUSED"), (other.Status, other.Code, other.Reason));
        Assert.Equal("MALFORMED_REQUEST", broken.Reason);
        var counted = await server.MetricsAsync();
        Assert.Contains($"steppedcare_grpc_requests_total{{method=\"{Record}\",code=\"OK\"}} 3", counted);
        Assert.Contains($"steppedcare_grpc_requests_total{{method=\"{Record}\",code=\"ALREADY_EXISTS\"}} 1", counted);
        Assert.Contains($"steppedcare_grpc_requests_total{{method=\"{Record}\",code=\"INVALID_ARGUMENT\"}} 1", counted);
    }

    [Fact]
    public async Task Metadata_goes_in_and_comes_back_before_and_behind_the_answer()
    {
        await using var server = await AServer.StartAsync(map: app => app.MapGrpcService<EchoingHealth>().Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = -1));
        using var web = new WebCaller(server.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.PostAsync(Check, WebCaller.Json, "{}", ("told", "a"), ("told-bin", "AAE"));
        using var refused = await web.PostAsync(Check, WebCaller.Json, """{"service":"refuse"}""", ("told", "b"));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("a", Assert.Single(reply.Headers.GetValues("before")));
        Assert.Equal("2 bytes", Assert.Single(reply.Headers.GetValues("trailer-behind")));
        Assert.DoesNotContain(reply.Headers, header => header.Key.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain(refused.Headers, header => header.Key.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase));
        Assert.Equal("""{"code":"failed_precondition","message":"é 100%"}""", await refused.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("broken", HttpStatusCode.InternalServerError)]
    [InlineData("silent", HttpStatusCode.GatewayTimeout)]
    public async Task A_server_that_authenticates_nobody_says_so_here_too(string name, HttpStatusCode status)
    {
        await using var server = await AServer.StartAsync(["--development"], map: ScriptedHealth.Map);
        using var web = new WebCaller(server.Addresses.Web, HttpVersion.Version11);

        using var reply = await web.PostAsync(Check, WebCaller.Json, $$"""{"service":"{{name}}"}""", ("Connect-Timeout-Ms", name == "silent" ? "50" : "30000"));

        Assert.Equal(status, reply.StatusCode);
        Assert.Equal("true", Assert.Single(reply.Headers.GetValues(DevelopmentNotice.Header)));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Tells back what its metadata told.</summary>
    private sealed class EchoingHealth : Health.HealthBase
    {
        public override async Task<HealthCheckResponse> Check(HealthCheckRequest request, ServerCallContext context)
        {
            if (request.Service == "refuse")
            {
                throw new RpcException(new Status(StatusCode.FailedPrecondition, "é 100%"));
            }

            await context.WriteResponseHeadersAsync(new Metadata { { "before", context.RequestHeaders.GetValue("told")! } });
            context.ResponseTrailers.Add("behind", $"{context.RequestHeaders.GetValueBytes("told-bin")!.Length} bytes");
            return new HealthCheckResponse();
        }
    }
}
