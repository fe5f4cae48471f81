using System.Collections.Concurrent;

namespace SteppedCare.StandIns.Tests.Calls;

/// <summary>What the server saw, for a test to wait for instead of sleeping.</summary>
internal sealed class Sightings
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _seen = new(StringComparer.Ordinal);

    public void Saw(string what) => Of(what).TrySetResult();

    public Task SeenAsync(string what) => Bounded.Wait(Of(what).Task);

    private TaskCompletionSource Of(string what) =>
        _seen.GetOrAdd(what, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
