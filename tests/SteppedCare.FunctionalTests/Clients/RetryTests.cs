using Grpc.Core;
using SteppedCare.Client;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Clients;

/// <summary>What the client sends again, and under which id.</summary>
public sealed class RetryTests : IDisposable
{
    private const string Marker = "cut-at-this-event";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("steppedcare-client-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("before the request arrives")]
    [InlineData("before the reply comes back")]
    public async Task A_connection_cut(string when)
    {
        await using var server = await AssembledServer.StartAsync(_folder.FullName);
        await using var proxy = new CuttingProxy(server.Address().Port);
        using var client = APortal.Of(proxy.Endpoint);
        var course = server.Course();
        var request = course.TriageRequest([.. A.Mild.Take(3), A.Wsas(14).Named(Marker)]);
        request.RequestId = "";
        if (when == "before the request arrives")
        {
            proxy.CutBefore(Marker);
        }
        else
        {
            proxy.CutAfter(Marker);
        }

        var reply = await client.Decisions.TriageAsync(request).ResponseAsync.WaitAsync(APortal.Patience);
        var again = await client.Decisions.TriageAsync(request).ResponseAsync.WaitAsync(APortal.Patience);

        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(reply, again);
        Assert.Equal((1, 1), (reply.TrajectoryVersion, (await course.GetAsync()).TrajectoryVersion));
    }

    [Fact]
    public async Task Every_attempt_carries_the_id_that_the_message_was_given()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);
        var failures = 1;
        host.Engine.Before = _ => Interlocked.Decrement(ref failures) >= 0 ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        var request = Some.Review();
        request.RequestId = "";

        await client.Decisions.ReviewAsync(request).ResponseAsync.WaitAsync(APortal.Patience);

        Assert.Equal(36, request.RequestId.Length);
        Assert.Equal([request.RequestId, request.RequestId], host.Engine.Asked.Cast<DecideCommand>().Select(command => command.Request.Id));
    }

    [Fact]
    public async Task A_message_that_failed_keeps_its_id_and_other_messages_have_others()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);
        host.Engine.Refusal = new(RefusalKind.Aborted, "EPISODE_CONTENDED", "Others wrote.");
        Wire.ReviewRequest first = Some.Review(), second = Some.Review(), own = Some.Review();
        (first.RequestId, second.RequestId) = ("", "");

        foreach (var request in new[] { first, second, own, first })
        {
            await Assert.ThrowsAsync<RpcException>(() => client.Decisions.ReviewAsync(request).ResponseAsync.WaitAsync(APortal.Patience));
        }

        Assert.Equal([first.RequestId, second.RequestId, "r1", first.RequestId], host.Engine.Asked.Cast<DecideCommand>().Select(command => command.Request.Id));
        Assert.NotEqual(first.RequestId, second.RequestId);
    }

    [Fact]
    public async Task Every_writing_request_gets_an_id()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);
        var record = Some.Record(Some.Referral);
        var confirm = new Wire.ConfirmDecisionRequest { Name = "services/leeds/episodes/ep-7/decisions/3", Clinician = "dr-a", Accept = new() };
        var acknowledge = new Wire.AcknowledgeTaskRequest { Name = "services/leeds/episodes/ep-7/tasks/same-day", Person = "dr-a" };
        var close = new Wire.CloseTaskRequest { Name = acknowledge.Name, Person = "dr-a", Reason = Wire.TaskCloseReason.Done, SeenVersion = 3 };
        record.RequestId = "";

        await client.Decisions.RecordEventsAsync(record).ResponseAsync.WaitAsync(APortal.Patience);
        await client.Decisions.ConfirmDecisionAsync(confirm).ResponseAsync.WaitAsync(APortal.Patience);
        await client.Decisions.AcknowledgeTaskAsync(acknowledge).ResponseAsync.WaitAsync(APortal.Patience);
        client.Decisions.CloseTask(close);

        string[] ids = [record.RequestId, confirm.RequestId, acknowledge.RequestId, close.RequestId];
        Assert.All(ids, id => Assert.Equal(36, id.Length));
        Assert.Equal(4, ids.Distinct().Count());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task An_unavailable_service_is_asked_this_often_and_no_more(int attempts)
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(options => (options.MaxAttempts, options.Deadline) = (attempts, APortal.Patience), host.Channel.Target);
        host.Engine.Before = _ => throw new StoreUnavailableException("away");

        var failure = await Assert.ThrowsAsync<RpcException>(() => client.Decisions.ReviewAsync(Some.Review()).ResponseAsync.WaitAsync(APortal.Patience));

        var error = SteppedCareError.Of(failure);
        Assert.Equal(("STORE_UNAVAILABLE", true), (error.Reason, error.SendAgain));
        Assert.Equal(attempts, host.Engine.Asked.Length);
    }

    [Theory]
    [InlineData(RefusalKind.Aborted)]
    [InlineData(RefusalKind.FailedPrecondition)]
    [InlineData(RefusalKind.NotFound)]
    public async Task Nothing_but_unavailability_is_sent_again_by_itself(object kind)
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);
        host.Engine.Refusal = new((RefusalKind)kind, "EPISODE_SOMEHOW", "No.");

        await Assert.ThrowsAsync<RpcException>(() => client.Decisions.ReviewAsync(Some.Review()).ResponseAsync.WaitAsync(APortal.Patience));

        Assert.Single(host.Engine.Asked);
    }

    [Fact]
    public async Task The_pause_that_the_service_asks_for_is_kept()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);
        var asked = new List<long>();
        host.Engine.Before = _ =>
        {
            asked.Add(TimeProvider.System.GetTimestamp());
            return asked.Count == 1 ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        };

        await client.Decisions.ReviewAsync(Some.Review()).ResponseAsync.WaitAsync(APortal.Patience);

        // The client's own first pause is at most a fifth of a second; a timer may be a tick early.
        Assert.True(TimeProvider.System.GetElapsedTime(asked[0], asked[1]) > TimeSpan.FromMilliseconds(900), "It came back too early.");
    }
}
