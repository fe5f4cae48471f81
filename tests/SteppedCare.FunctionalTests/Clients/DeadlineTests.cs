using Grpc.Core;
using SteppedCare.Client;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Clients;

/// <summary>No call lasts for ever, and a caller's own deadline is its own.</summary>
public sealed class DeadlineTests
{
    [Fact]
    public async Task A_call_without_a_deadline_gets_the_one_of_the_options()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(options => options.Deadline = TimeSpan.FromMilliseconds(300), host.Channel.Target);
        host.Engine.Before = token => Task.Delay(Timeout.InfiniteTimeSpan, token);
        var request = Some.Review();
        request.RequestId = "";

        var failure = await Assert.ThrowsAsync<RpcException>(() => client.Decisions.ReviewAsync(request).ResponseAsync.WaitAsync(APortal.Patience));

        var error = SteppedCareError.Of(failure);
        Assert.Equal((StatusCode.DeadlineExceeded, true), (error.Code, error.SendAgain));
        Assert.NotEmpty(request.RequestId);
    }

    [Fact]
    public async Task A_deadline_of_the_callers_own_stands()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(options => options.Deadline = TimeSpan.FromMilliseconds(1), host.Channel.Target);

        var reply = await client.Decisions.ReviewAsync(Some.Review(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime + APortal.Patience)
            .ResponseAsync.WaitAsync(APortal.Patience);

        Assert.Equal(6, reply.TrajectoryVersion);
    }

    [Fact]
    public async Task A_watch_has_no_deadline()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(options => options.Deadline = TimeSpan.FromMilliseconds(1), host.Channel.Target);
        using var patience = new CancellationTokenSource(APortal.Patience);

        using var watch = client.Health.Watch(new() { Service = "" }, cancellationToken: patience.Token);

        Assert.True(await watch.ResponseStream.MoveNext(patience.Token));
    }
}
