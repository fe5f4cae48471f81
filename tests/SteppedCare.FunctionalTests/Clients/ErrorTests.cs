using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using SteppedCare.Client;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Decisions;
using Status = Grpc.Core.Status;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.FunctionalTests.Clients;

/// <summary>Failures as values.</summary>
public sealed class ErrorTests
{
    [Fact]
    public async Task Bad_input_names_every_field()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);
        var request = Some.Review(A.Session().On("soon"));
        request.Episode = "";

        var error = await ErrorOf(client, request);

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS", false), (error.Code, error.Reason, error.SendAgain));
        Assert.Equal(["episode", "events[0].happened_on"], error.Fields.Select(field => field.Field));
        Assert.All(error.Fields, field => Assert.NotEmpty(field.Description));
        Assert.DoesNotContain("soon", string.Concat(error.Fields.Select(field => field.Description)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_race_says_when_to_send_it_again()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);
        host.Engine.Refusal = new(RefusalKind.Aborted, "EPISODE_CONTENDED", "Others wrote.") { IsLostRace = true };

        var error = await ErrorOf(client, Some.Review());

        Assert.Equal((StatusCode.Aborted, "EPISODE_CONTENDED", "Others wrote.", true), (error.Code, error.Reason, error.Message, error.SendAgain));
        Assert.Equal(TimeSpan.FromMilliseconds(100), error.RetryAfter);
    }

    [Fact]
    public async Task Where_no_service_answers_there_is_no_reason()
    {
        using var client = APortal.Of(options => options.MaxAttempts = 1, "127.0.0.1:1");

        var error = await ErrorOf(client, Some.Review());

        Assert.Equal((StatusCode.Unavailable, "", true, null), (error.Code, error.Reason, error.SendAgain, error.RetryAfter));
        Assert.Empty(error.Fields);
    }

    [Fact]
    public void Details_that_cannot_be_read_leave_the_status()
    {
        var error = SteppedCareError.Of(new RpcException(new Status(StatusCode.Internal, "odd"), new Metadata { { "grpc-status-details-bin", [0xff, 0xff] } }));

        Assert.Equal((StatusCode.Internal, "", "odd"), (error.Code, error.Reason, error.Message));
    }

    [Theory]
    [InlineData(StatusCode.Internal, true)]
    [InlineData(StatusCode.Unknown, true)]
    [InlineData(StatusCode.ResourceExhausted, true)]
    [InlineData(StatusCode.InvalidArgument, false)]
    [InlineData(StatusCode.PermissionDenied, false)]
    public void What_nobody_of_the_service_answered_is_sent_again_where_it_may_help(StatusCode code, bool sendAgain)
    {
        var answered = Failing(code, Any.Pack(new ErrorInfo { Type = "SOME_REASON", Domain = "steppedcare" }));

        Assert.Equal(sendAgain, SteppedCareError.Of(new RpcException(new Status(code, "on the way"))).SendAgain);
        Assert.False(SteppedCareError.Of(answered).SendAgain);
    }

    [Theory]
    [InlineData(-5, -7, 0)]
    [InlineData(2, 500_000_000, 2.5)]
    [InlineData(2, -1, 2)]
    [InlineData(long.MaxValue, int.MaxValue, 3600)]
    public void A_pause_is_never_one_that_cannot_be_kept(long seconds, int nanos, double pause)
    {
        var asked = new RetryInfo { RetryDelay = new Duration { Seconds = seconds, Nanos = nanos } };

        var error = SteppedCareError.Of(Failing(StatusCode.Unavailable, Any.Pack(asked)));

        Assert.Equal(pause, error.RetryAfter!.Value.TotalSeconds, tolerance: 0.001);
    }

    [Fact]
    public void A_detail_that_cannot_be_read_leaves_the_others()
    {
        var broken = new Any { TypeUrl = "type.googleapis.com/google.rpc.RetryInfo", Value = ByteString.CopyFrom(0x0a, 0xff) };

        var error = SteppedCareError.Of(Failing(StatusCode.NotFound, broken, Any.Pack(new ErrorInfo { Type = "EPISODE_UNKNOWN", Domain = "steppedcare" })));

        Assert.Equal(("EPISODE_UNKNOWN", null), (error.Reason, error.RetryAfter));
    }

    private static SteppedCare.Rpc.Status Failing(StatusCode code, params Any[] details) => new() { Code = (int)code, Details = { details } };

    private static async Task<SteppedCareError> ErrorOf(SteppedCareClient client, SteppedCare.V1.ReviewRequest request) =>
        SteppedCareError.Of(await Assert.ThrowsAsync<RpcException>(() => client.Decisions.ReviewAsync(request).ResponseAsync.WaitAsync(APortal.Patience)));
}
