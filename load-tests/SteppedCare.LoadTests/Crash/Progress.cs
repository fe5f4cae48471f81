namespace SteppedCare.LoadTests.Crash;

/// <summary>How many calls are done, and a way to wait for so many.</summary>
internal sealed class Progress
{
    private readonly Lock _guard = new();
    private readonly List<(int Mark, TaskCompletionSource Reached)> _waiting = [];
    private int _done;

    internal int Done => Volatile.Read(ref _done);

    internal void Advance()
    {
        lock (_guard)
        {
            _done++;
            foreach (var (_, reached) in _waiting.Where(waiting => waiting.Mark <= _done))
            {
                reached.TrySetResult();
            }

            _waiting.RemoveAll(waiting => waiting.Mark <= _done);
        }
    }

    /// <summary>Ends once so many calls are done.</summary>
    internal Task ReachedAsync(int mark)
    {
        lock (_guard)
        {
            if (mark <= _done)
            {
                return Task.CompletedTask;
            }

            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((mark, reached));
            return reached.Task;
        }
    }
}
