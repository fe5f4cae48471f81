using SteppedCare.Server.Decisions;

namespace SteppedCare.FunctionalTests.Services.Streams;

/// <summary>A caller who writes and does not read is stopped by the flow control of the connection, long before anything grows.</summary>
public sealed class StalledReaderTests
{
    private const int Items = 5_000;

    // An answer is large, so that few of them fill the window that a client opens to a stream (64 KiB) and what the server buffers of a connection.
    private const int AnswerBytes = 16 * 1024;

    // Those on their way, and those which the window and the buffers hold, with as many again for what lies between.
    private const int MostAsked = 64 + (2 * (64 + 64) * 1024 / AnswerBytes);

    [Fact]
    public async Task It_is_read_from_no_further_and_loses_nothing()
    {
        await using var host = await WireHost.StartAsync();
        var decision = Some.Decision();
        host.Engine.Decision = decision with { Decision = decision.Decision with { Summary = new string('x', AnswerBytes) } };
        using var stream = new ReviewStream(host.Decisions);
        var written = 0;
        var writing = WriteAsync();
        await UntilNothingMovesAsync(() => (Volatile.Read(ref written), Asked(host)));

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

        // Other calls are answered while the stream stands; a hundred of them without any movement of it, and it stands for good.
        async Task UntilNothingMovesAsync(Func<(int, int)> position)
        {
            var still = 0;
            for (var before = position(); still < 100 || Asked(host) < 64; before = position())
            {
                await host.Decisions.GetEpisodeAsync(new() { Service = "leeds", Episode = "another" }).ResponseAsync.WaitAsync(WireHost.Patience);
                still = position() == before ? still + 1 : 0;
            }
        }
    }

    private static int Asked(WireHost host) => host.Engine.Asked.Count(command => command is DecideCommand);
}
