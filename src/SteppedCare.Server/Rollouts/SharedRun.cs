namespace SteppedCare.Server.Rollouts;

/// <summary>Does one thing for many who ask for it at once: whoever asks while it is being done waits for the next time, which begins after they asked.</summary>
internal sealed class SharedRun(Func<Task> run)
{
    private readonly Lock _gate = new();
    private Task _running = Task.CompletedTask;
    private Task? _next;

    /// <summary>Ends when a run has ended that began after this call, as that run ended.</summary>
    internal Task NextAsync()
    {
        lock (_gate)
        {
            if (_running.IsCompleted && _next is null)
            {
                return _running = Task.Run(run);
            }

            return _next ??= Task.Run(() => AfterAsync(_running));
        }
    }

    private async Task AfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (_gate)
        {
            _running = _next!;
            _next = null;
        }

        await run();
    }
}
