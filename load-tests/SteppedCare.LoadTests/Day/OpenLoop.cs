namespace SteppedCare.LoadTests.Day;

/// <summary>
/// Sends each call at its instant, whatever became of those before it. A service that stalls therefore still gets what people would have sent meanwhile,
/// and a sender that fell behind sends everything it owes at once: neither thins out the load, and neither is hidden, because a call's latency counts
/// from the instant it was meant for.
/// </summary>
internal sealed class OpenLoop(TimeProvider clock)
{
    /// <param name="instants">When each call is due, counted from the start, in order.</param>
    /// <param name="sendAsync">Sends the call of that number and ends when it is settled.</param>
    internal async Task<Timing[]> PlayAsync(IReadOnlyList<TimeSpan> instants, Func<int, Task> sendAsync)
    {
        var underWay = new Task<Timing>[instants.Count];
        var began = clock.GetTimestamp();
        for (var number = 0; number < underWay.Length; number++)
        {
            // Never early: a wait is rounded up to whole milliseconds, the grain of the system's timers.
            while (instants[number] - clock.GetElapsedTime(began) is { Ticks: > 0 } early)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(early.TotalMilliseconds)), clock);
            }

            underWay[number] = SendAsync(instants[number], began, number, sendAsync);
        }

        return await Task.WhenAll(underWay);
    }

    private async Task<Timing> SendAsync(TimeSpan due, long began, int number, Func<int, Task> sendAsync)
    {
        // The next call must not wait until this one is written.
        await Task.Yield();
        var sent = clock.GetElapsedTime(began);
        await sendAsync(number);
        return new Timing(due, sent, clock.GetElapsedTime(began));
    }
}

/// <summary>One call, in time since the start.</summary>
/// <param name="Due">When it was meant to be sent.</param>
/// <param name="Sent">When it was.</param>
/// <param name="Settled">When its reply was there, or it was given up.</param>
internal readonly record struct Timing(TimeSpan Due, TimeSpan Sent, TimeSpan Settled)
{
    /// <summary>What a person waited who came at the instant that was meant.</summary>
    internal TimeSpan Latency => Settled - Due;

    /// <summary>How long the call itself took; the time it waited to be sent is not in it.</summary>
    internal TimeSpan Service => Settled - Sent;

    /// <summary>How far behind its instant this driver was.</summary>
    internal TimeSpan Late => Sent - Due;
}
