using SteppedCare.LoadTests.Day;

namespace SteppedCare.LoadTests.Tests.Day;

public sealed class OpenLoopTests
{
    private static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(2);
    private readonly VirtualTime _time = new();

    [Fact]
    public void Every_call_is_sent_at_its_instant()
    {
        var timings = Play(Every(10, 100), _ => Task.Delay(s_quick, _time));

        Assert.Equal(Every(10, 100), timings.Select(timing => timing.Sent));
        Assert.All(timings, timing => Assert.Equal((s_quick, s_quick), (timing.Latency, timing.Service)));
    }

    [Fact]
    public void A_stalled_service_is_sent_what_was_meant_for_the_stall_and_each_of_those_calls_counts_its_part_of_it()
    {
        TimeSpan stallsAt = Milliseconds(1_000), recoversAt = Milliseconds(3_000);
        async Task AnswerAsync(int call)
        {
            if (_time.Now >= stallsAt && _time.Now < recoversAt)
            {
                await Task.Delay(recoversAt - _time.Now, _time);
            }

            await Task.Delay(s_quick, _time);
        }

        var timings = Play(Every(10, 500), AnswerAsync);

        Assert.Equal(Every(10, 500), timings.Select(timing => timing.Sent));
        Assert.Equal(
            Every(10, 500).Select(due => due >= stallsAt && due < recoversAt ? recoversAt - due + s_quick : s_quick),
            timings.Select(timing => timing.Latency));
        Assert.Equal(Milliseconds(1_952), Percentiles.Of(timings.Select(timing => timing.Latency)).P99);
    }

    [Fact]
    public void A_sender_that_fell_behind_sends_all_it_owes_at_once_and_its_lateness_counts()
    {
        TimeSpan held = Milliseconds(105), hold = Milliseconds(1_000);
        Task AnswerAsync(int call)
        {
            // The whole process stands still for a second, in the middle of the eleventh call.
            if (call == 10)
            {
                _time.Hold(hold);
            }

            return Task.Delay(s_quick, _time);
        }

        var timings = Play(Every(10, 200), AnswerAsync);

        var backAt = Milliseconds(1_100);
        var owed = timings.Where(timing => timing.Due > held && timing.Due < backAt).ToArray();
        Assert.Equal(200, timings.Length);
        Assert.Equal(99, owed.Length);
        Assert.All(owed, timing => Assert.Equal((backAt, backAt - timing.Due + s_quick, s_quick), (timing.Sent, timing.Latency, timing.Service)));
        Assert.All(timings.Where(timing => timing.Due >= backAt), timing => Assert.Equal(TimeSpan.Zero, timing.Late));
    }

    [Fact]
    public void No_call_is_sent_early()
    {
        TimeSpan[] instants = [TimeSpan.FromTicks(1), TimeSpan.FromTicks(10_001), TimeSpan.FromTicks(25_000)];

        var timings = Play(instants, _ => Task.CompletedTask);

        Assert.Equal([Milliseconds(1), Milliseconds(2), Milliseconds(3)], timings.Select(timing => timing.Sent));
    }

    private static TimeSpan Milliseconds(int count) => TimeSpan.FromMilliseconds(count);

    private static TimeSpan[] Every(int milliseconds, int count) => [.. Enumerable.Range(0, count).Select(number => Milliseconds(number * milliseconds))];

    private Timing[] Play(TimeSpan[] instants, Func<int, Task> answerAsync) => _time.Run(() => new OpenLoop(_time).PlayAsync(instants, answerAsync));
}
