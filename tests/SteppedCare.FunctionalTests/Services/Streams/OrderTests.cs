using System.Collections.Concurrent;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services.Streams;

/// <summary>Items of a stream are worked on beside each other, and answered one after the other.</summary>
public sealed class OrderTests
{
    private const int Places = 64;

    [Fact]
    public async Task Answers_come_in_the_order_of_the_items_whichever_is_done_first()
    {
        await using var host = await WireHost.StartAsync();
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        using var stream = new ReviewStream(host.Decisions);
        await stream.SendAsync(Enumerable.Range(0, Places).Select(number => ReviewStream.Item(number, $"ep-{number}")));
        await stream.EndAsync();
        await gate.ArrivedAsync(Places);

        for (var number = Places - 1; number >= 0; number--)
        {
            gate.Release($"r{number}");
        }

        var answers = await stream.RestAsync();
        Assert.Equal(Enumerable.Range(0, Places).Select(number => $"t{number}"), answers.Select(answer => answer.Tag));
        Assert.Equal(
            Enumerable.Range(0, Places).Select(number => $"services/leeds/episodes/ep-{number}/decisions/3"), answers.Select(answer => answer.Review.Clinician.Name));
    }

    [Fact]
    public async Task Sixty_four_items_are_worked_on_at_once_and_never_more()
    {
        await using var host = await WireHost.StartAsync();
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        using var stream = new ReviewStream(host.Decisions);
        await stream.SendAsync(Enumerable.Range(0, 3 * Places).Select(number => ReviewStream.Item(number, $"ep-{number}")));
        await stream.EndAsync();
        await gate.ArrivedAsync(Places);

        // All were sent before, and the server has time for others: whatever would be started is.
        await OthersAsync(host);
        Assert.Equal(Places, gate.Inside);

        // A later one that is done gives no place up; the first does, once it is answered.
        gate.Release("r1");
        await gate.LeftAsync(1);
        await OthersAsync(host);
        Assert.Equal((Places, Places - 1), (gate.Most, gate.Inside));
        gate.Release("r0");
        Assert.Equal("t0", (await stream.NextAsync()).Tag);
        await gate.ArrivedAsync(2);
        gate.Open();

        Assert.Equal((3 * Places) - 1, (await stream.RestAsync()).Count);
        Assert.Equal(Places, gate.Most);
    }

    [Fact]
    public async Task An_item_waits_for_the_one_before_it_of_the_same_episode_and_for_no_other()
    {
        await using var host = await WireHost.StartAsync();
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        using var stream = new ReviewStream(host.Decisions);
        await stream.SendAsync(ReviewStream.Item(0, "ep-a"), ReviewStream.Item(1, "ep-a"), ReviewStream.Item(2, "ep-b"), ReviewStream.Item(3, "ep-a"));
        await gate.ArrivedAsync(2);
        await OthersAsync(host);
        Assert.Equal(["r0", "r2"], Decided(host).Order(StringComparer.Ordinal));

        gate.Release("r0");
        await gate.ArrivedAsync(1);
        Assert.Equal("r1", Decided(host)[^1]);
        gate.Open();
        await stream.EndAsync();

        Assert.Equal(["t0", "t1", "t2", "t3"], (await stream.RestAsync()).Select(answer => answer.Tag));
        Assert.Equal(["r0", "r1", "r3"], Decided(host).Where(id => id != "r2"));
    }

    [Fact]
    public async Task Many_of_few_episodes_are_each_asked_alone_and_in_order()
    {
        await using var host = await WireHost.StartAsync();
        var inside = new ConcurrentDictionary<string, int>();
        host.Engine.BeforeEach = async (command, _) =>
        {
            var episode = ((DecideCommand)command).Key.Episode;
            Assert.Equal(1, inside.AddOrUpdate(episode, 1, (_, count) => count + 1));
            for (var turn = 0; turn < episode.Length; turn++)
            {
                await Task.Yield();
            }

            Assert.Equal(0, inside.AddOrUpdate(episode, 0, (_, count) => count - 1));
        };
        using var stream = new ReviewStream(host.Decisions);
        var reading = stream.RestAsync();
        await stream.SendAsync(Enumerable.Range(0, 1_000).Select(number => ReviewStream.Item(number, new string('x', 1 + (number * number % 7)))));
        await stream.EndAsync();

        Assert.All(await reading, answer => Assert.Null(answer.Error));
        foreach (var episode in host.Engine.Asked.Cast<DecideCommand>().GroupBy(command => command.Key.Episode))
        {
            var numbers = episode.Select(command => int.Parse(command.Request.Id[1..], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(numbers.Order(), numbers);
        }
    }

    [Fact]
    public async Task A_failed_item_holds_up_none_after_it()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.BeforeEach = (command, _) =>
            ((DecideCommand)command).Request.Id == "r0" ? throw new StoreUnavailableException("away") : Task.CompletedTask;
        using var stream = new ReviewStream(host.Decisions);
        await stream.SendAsync(ReviewStream.Item(0, "ep-a"), ReviewStream.Item(1, "ep-a"));
        await stream.EndAsync();

        var answers = await stream.RestAsync();

        Assert.Equal("STORE_UNAVAILABLE", answers[0].Error.ReasonOf());
        Assert.NotNull(answers[1].Review);
    }

    [Fact]
    public async Task Evaluations_of_one_episode_do_not_wait_for_each_other()
    {
        await using var host = await WireHost.StartAsync();
        var arrived = 0;
        var together = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Engine.BeforeEach = (_, token) =>
        {
            if (Interlocked.Increment(ref arrived) == Places)
            {
                together.SetResult();
            }

            return together.Task.WaitAsync(WireHost.Patience, token);
        };
        using var call = host.Decisions.EvaluateMany();
        for (var number = 0; number < Places; number++)
        {
            await call.RequestStream.WriteAsync(new()
            {
                Tag = $"t{number}",
                Evaluate = new() { Service = "leeds", Episode = "ep-7", Call = Wire.DecisionCall.Review },
            });
        }

        await call.RequestStream.CompleteAsync();

        for (var number = 0; number < Places; number++)
        {
            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience));
            Assert.Equal(($"t{number}", null), (call.ResponseStream.Current.Tag, call.ResponseStream.Current.Error));
            Assert.Equal("no-response", call.ResponseStream.Current.Evaluate.Assessment.Advice.Rule);
        }

        Assert.False(await call.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience));
    }

    private static string[] Decided(WireHost host) => [.. host.Engine.Asked.OfType<DecideCommand>().Select(command => command.Request.Id)];

    private static async Task OthersAsync(WireHost host)
    {
        for (var call = 0; call < 100; call++)
        {
            await host.Decisions.GetEpisodeAsync(new() { Service = "leeds", Episode = "another" }).ResponseAsync.WaitAsync(WireHost.Patience);
        }
    }
}
