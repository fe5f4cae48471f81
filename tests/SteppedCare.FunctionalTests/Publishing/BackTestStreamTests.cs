using Grpc.Core;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Publishing;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Publishing;

/// <summary>The one call that answers with a stream: it tells how far it is, waits for its reader, and ends with a reason.</summary>
public sealed class BackTestStreamTests
{
    private static Wire.BackTestRequest Request => (Wire.BackTestRequest)SomePolicy.Requests["BackTest"];

    [Fact]
    public async Task It_tells_how_far_it_is_and_in_the_end_everything()
    {
        await using var host = await WireHost.StartAsync();
        host.Desk.Testing = async (tell, _) =>
        {
            await tell(new BackTestProgress(10_000, 4_000, 12, 1));
            await tell(new BackTestProgress(20_000, 8_000, 15, 1));
        };
        using var call = host.Policies.BackTest(Request);

        var said = new List<Wire.BackTestResponse>();
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            said.Add(response);
        }

        Assert.Equal([(10_000, 12, false), (20_000, 15, false), (1_000, 17, true)], said.Select(response => (response.Decisions, response.Changed, response.Done)));
        Assert.Empty(said[1].Cells);
        Assert.Equal((17, 12, true), (Assert.Single(said[2].Cells).Decisions, said[2].Cells[0].Episodes, said[2].Cells[0].Lower));
        Assert.Contains("steppedcare_grpc_requests_total{method=\"/steppedcare.v1.PolicyService/BackTest\",code=\"OK\"} 1", await host.MetricsAsync());
    }

    [Fact]
    public async Task A_caller_who_goes_away_ends_it()
    {
        await using var host = await WireHost.StartAsync();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Desk.Testing = async (tell, token) =>
        {
            await tell(new BackTestProgress(1, 1, 0, 0));
            try
            {
                await Task.Delay(Timeout.Infinite, token);
            }
            finally
            {
                ended.SetResult();
            }
        };
        using (var call = host.Policies.BackTest(Request))
        {
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience));
        }

        await ended.Task.WaitAsync(WireHost.Patience);
    }

    [Fact]
    public async Task A_server_that_stops_ends_it_and_says_so()
    {
        await using var host = await WireHost.StartAsync();
        host.Desk.Testing = async (tell, token) =>
        {
            await tell(new BackTestProgress(1, 1, 0, 0));
            await Task.Delay(Timeout.Infinite, token);
        };
        using var call = host.Policies.BackTest(Request);
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience));

        var stopping = host.StopAsync();
        var failure = await FailureOf(call);

        Assert.Equal((StatusCode.Unavailable, "SERVER_STOPPING"), (failure.Code, failure.Reason));
        await stopping.WaitAsync(WireHost.Patience);
    }

    [Fact]
    public async Task A_refusal_and_a_fault_end_it_with_their_reasons()
    {
        await using var host = await WireHost.StartAsync();
        host.Desk.Refusal = PublishingRefusals.RolloutUnknown;
        using var refused = host.Policies.BackTest(Request);
        Assert.Equal((StatusCode.NotFound, "ROLLOUT_UNKNOWN"), await FailureOf(refused) is var one ? (one.Code, one.Reason) : default);

        host.Desk.Refusal = null;
        host.Desk.Testing = (_, _) => throw new InvalidOperationException("ep-7 is in here");
        using var broken = host.Policies.BackTest(Request);
        var failure = await FailureOf(broken);
        Assert.Equal((StatusCode.Internal, "INTERNAL"), (failure.Code, failure.Reason));
        Assert.DoesNotContain("ep-7", host.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deadline_ends_it()
    {
        await using var host = await WireHost.StartAsync();
        host.Desk.Testing = (_, token) => Task.Delay(Timeout.Infinite, token);

        using var call = host.Policies.BackTest(Request, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(300));

        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience))).StatusCode);
    }

    private static async Task<Failure> FailureOf(AsyncServerStreamingCall<Wire.BackTestResponse> call) => new(await Assert.ThrowsAsync<RpcException>(async () =>
    {
        while (await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience))
        {
            // To the end.
        }
    }));
}
