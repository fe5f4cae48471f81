using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services.Streams;

/// <summary>A caller who writes and does not read is stopped by the flow control of the connection, long before anything grows.</summary>
public sealed class StalledReaderTests
{
    private const int Items = 5_000;

    // An answer is large, so that few of them fill the window that a client opens to a stream (64 KiB) and what the server buffers of a connection.
    private const int AnswerBytes = 16 * 1024;

    // Those on their way, and those which the window and the buffers hold, with as many again for what lies between.
    private const int MostAsked = 64 + (2 * (64 + 64) * 1024 / AnswerBytes);

    // What a stream may hold, and what lies in the server's window of it (768 KiB) and in the caller's own buffers.
    private const int HeldBytes = 4 * 1024 * 1024;
    private const int WindowBytes = 1024 * 1024;

    private const int LargeCount = 63;
    private const int LargeItemBytes = 512 * 1024;

    [Fact]
    public async Task It_is_read_from_no_further_and_loses_nothing()
    {
        await using var host = await WireHost.StartAsync();
        var decision = Some.Decision();
        host.Engine.Decision = decision with { Decision = decision.Decision with { Summary = new string('x', AnswerBytes) } };
        using var stream = new ReviewStream(host.Decisions);
        var written = 0;
        var writing = WriteAsync();
        await UntilNothingMovesAsync(host, () => (Volatile.Read(ref written), Asked(host)), () => Asked(host) >= 64);

        Assert.False(writing.IsCompleted, "All was taken from a caller who reads nothing.");
        Assert.InRange(Asked(host), 64, MostAsked);

        for (var number = 0; number < Items; number++)
        {
            Assert.Equal($"t{number}", (await stream.NextAsync()).Tag);
        }

        await writing;
        Assert.Empty(await stream.RestAsync());
        Assert.Equal(Items, Asked(host));

        async Task WriteAsync()
        {
            for (var number = 0; number < Items; number++)
            {
                // With some weight, so that the server's window (768 KiB) is soon full.
                await stream.PressAsync(ReviewStream.Item(number, $"ep-{number}", [.. Enumerable.Repeat(Some.Referral, 50)]));
                Interlocked.Increment(ref written);
            }

            await stream.EndAsync();
        }
    }

    [Theory]
    [InlineData("tag")]
    [InlineData("episode")]
    [InlineData("event")]
    public async Task Large_items_behind_one_that_takes_its_time_are_taken_up_to_their_bytes(string what)
    {
        var large = new Wire.ReviewManyRequest { Review = Some.Review(Some.Referral) };
        var text = new string('x', LargeItemBytes);
        switch (what)
        {
            case "tag":
                large.Tag = text;
                break;
            case "episode":
                large.Review.Episode = text;
                break;
            default:
                large.Review.Events[0].Id = text;
                break;
        }

        await using var host = await WireHost.StartAsync();
        var gate = new Gate();
        host.Engine.BeforeEach = gate.HoldAsync;
        using var stream = new ReviewStream(host.Decisions);
        await stream.SendAsync(ReviewStream.Item(0, "ep-7"));
        await gate.ArrivedAsync(1);
        var written = 0;
        var writing = WriteAsync();
        await UntilNothingMovesAsync(host, () => (Volatile.Read(ref written), 0), () => Volatile.Read(ref written) >= HeldBytes / LargeItemBytes);

        Assert.False(writing.IsCompleted, $"Every large {what} was taken while the first item is being worked on.");
        Assert.InRange(Volatile.Read(ref written), HeldBytes / LargeItemBytes, ((HeldBytes + WindowBytes) / LargeItemBytes) + 2);

        gate.Open();
        var answers = await stream.RestAsync();
        await writing;
        Assert.Equal(1 + LargeCount, answers.Count);
        Assert.All(answers.Skip(1), answer => Assert.Equal("INVALID_FIELDS", answer.Error.ReasonOf()));

        async Task WriteAsync()
        {
            for (var number = 0; number < LargeCount; number++)
            {
                await stream.PressAsync(large);
                Interlocked.Increment(ref written);
            }

            await stream.EndAsync();
        }
    }

    // Other calls are answered while the stream stands; a hundred of them without any movement of it, and it stands for good.
    private static async Task UntilNothingMovesAsync(WireHost host, Func<(int, int)> position, Func<bool> begun)
    {
        using var patience = new CancellationTokenSource(4 * WireHost.Patience);
        var still = 0;
        for (var before = position(); still < 100 || !begun(); before = position())
        {
            await host.Decisions.GetEpisodeAsync(new() { Service = "leeds", Episode = "another" }).ResponseAsync.WaitAsync(WireHost.Patience);
            still = position() == before ? still + 1 : 0;
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    private static int Asked(WireHost host) => host.Engine.Asked.Count(command => command is DecideCommand);
}
