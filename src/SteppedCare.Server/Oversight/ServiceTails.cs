using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>A tail for each service that somebody watches here, from the first who comes to the last who goes.</summary>
internal sealed class ServiceTails(ILogTail log, LogNewsReading reading, WatchPace pace, TimeProvider clock) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Shared> _shared = new(StringComparer.Ordinal);

    /// <summary>Watches along until disposed of.</summary>
    internal Watcher Join(string service, TimeZoneInfo zone)
    {
        lock (_gate)
        {
            if (!_shared.TryGetValue(service, out var shared) || shared.Running.IsCompleted)
            {
                shared = new Shared(new ServiceTail(service, zone, log, reading, pace, clock));
                _shared[service] = shared;
            }

            shared.Watchers++;
            return new Watcher(this, service, shared);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Shared[] left;
        lock (_gate)
        {
            left = [.. _shared.Values];
            _shared.Clear();
        }

        foreach (var shared in left)
        {
            await shared.DisposeAsync();
        }
    }

    private async ValueTask LeaveAsync(string service, Shared shared)
    {
        lock (_gate)
        {
            if (--shared.Watchers > 0)
            {
                return;
            }

            if (_shared.GetValueOrDefault(service) == shared)
            {
                _shared.Remove(service);
            }
        }

        await shared.DisposeAsync();
    }

    /// <summary>One who watches.</summary>
    internal sealed class Watcher(ServiceTails tails, string service, Shared shared) : IAsyncDisposable
    {
        internal ServiceTail Tail => shared.Tail;

        public ValueTask DisposeAsync() => tails.LeaveAsync(service, shared);
    }

    /// <summary>A tail with those who watch it.</summary>
    internal sealed class Shared : IAsyncDisposable
    {
        private readonly CancellationTokenSource _enough = new();

        internal Shared(ServiceTail tail)
        {
            Tail = tail;
            var enough = _enough.Token;
            Running = Task.Run(() => tail.RunAsync(enough), CancellationToken.None);
        }

        internal ServiceTail Tail { get; }

        internal Task Running { get; }

        internal int Watchers { get; set; }

        public async ValueTask DisposeAsync()
        {
            await _enough.CancelAsync();
            await Running;
            _enough.Dispose();
        }
    }
}
