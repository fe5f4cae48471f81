using SteppedCare.Client;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Clients;

/// <summary>A portal waits for a service that can decide, and among several servers leaves out those that cannot.</summary>
public sealed class HealthPolicyTests
{
    [Fact]
    public async Task A_portal_waits_until_the_service_serves()
    {
        await using var host = await WireHost.StartAsync();
        using var client = APortal.Of(host.Channel.Target);
        using var patience = new CancellationTokenSource(APortal.Patience);
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.WaitUntilServingAsync(impatience.Token).WaitAsync(APortal.Patience));
        var waiting = client.WaitUntilServingAsync(patience.Token);
        Serve(host, true);

        await waiting.WaitAsync(APortal.Patience);
    }

    [Fact]
    public async Task A_portal_waits_no_longer_than_it_says_for_a_server_that_is_not_there()
    {
        using var client = APortal.Of("127.0.0.1:1");
        using var enough = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.WaitUntilServingAsync(enough.Token).WaitAsync(APortal.Patience));
    }

    [Fact]
    public async Task Of_several_servers_one_that_serves_is_enough()
    {
        await using var down = await WireHost.StartAsync();
        await using var up = await WireHost.StartAsync();
        Serve(up, true);
        using var client = APortal.Of(down.Channel.Target, up.Channel.Target, "127.0.0.1:1");
        using var patience = new CancellationTokenSource(APortal.Patience);

        await client.WaitUntilServingAsync(patience.Token).WaitAsync(APortal.Patience);
    }

    [Fact]
    public async Task Calls_take_turns_and_leave_out_the_server_that_does_not_serve()
    {
        await using var first = await WireHost.StartAsync();
        await using var second = await WireHost.StartAsync();
        Serve(first, true);
        Serve(second, true);
        using var client = APortal.Of(first.Channel.Target, second.Channel.Target);

        await AskUntilAsync(client, () => first.Engine.Asked.Length > 0 && second.Engine.Asked.Length > 0);
        Serve(second, false);
        await UntilSparedAsync(client, second);
        Serve(second, true);
        var before = second.Engine.Asked.Length;
        await AskUntilAsync(client, () => second.Engine.Asked.Length > before);
    }

    [Fact]
    public async Task When_no_server_serves_they_are_asked_all_the_same_and_say_why_not()
    {
        await using var first = await WireHost.StartAsync();
        await using var second = await WireHost.StartAsync();
        using var client = APortal.Of(first.Channel.Target, second.Channel.Target);

        await AskUntilAsync(client, () => first.Engine.Asked.Length > 0 && second.Engine.Asked.Length > 0);
    }

    private static void Serve(WireHost host, bool serving)
    {
        host.Serving.PolicyIsLive(serving);
        host.Serving.StoreAnswers(serving);
    }

    // A run of calls of which it gets none: while it has its turns, that cannot be.
    private static async Task UntilSparedAsync(SteppedCareClient client, WireHost host)
    {
        using var patience = new CancellationTokenSource(APortal.Patience);
        for (var before = -1; before != host.Engine.Asked.Length;)
        {
            before = host.Engine.Asked.Length;
            var calls = 0;
            await AskUntilAsync(client, () => calls++ == 8, patience.Token);
        }
    }

    private static async Task AskUntilAsync(SteppedCareClient client, Func<bool> enough)
    {
        using var patience = new CancellationTokenSource(APortal.Patience);
        await AskUntilAsync(client, enough, patience.Token);
    }

    private static async Task AskUntilAsync(SteppedCareClient client, Func<bool> enough, CancellationToken patience)
    {
        while (!enough())
        {
            await client.Decisions.ReviewAsync(Some.Review(), cancellationToken: patience);
        }
    }
}
