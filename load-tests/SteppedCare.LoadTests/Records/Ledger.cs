using System.Collections.Concurrent;
using Google.Protobuf;

namespace SteppedCare.LoadTests.Records;

/// <summary>Everything the service acknowledged, by episode, and every breach seen on the way.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<AcknowledgedWrite>> _writes = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _breaches = new();

    internal IEnumerable<KeyValuePair<string, ConcurrentQueue<AcknowledgedWrite>>> Episodes => _writes;

    internal IReadOnlyCollection<string> Breaches => _breaches;

    internal AcknowledgedWrite Add(string episode, IMessage request, IMessage reply)
    {
        var write = new AcknowledgedWrite(episode, request, reply);
        _writes.GetOrAdd(episode, _ => new()).Enqueue(write);
        return write;
    }

    /// <summary>The newest version of an episode that anybody was told of.</summary>
    internal int NewestVersion(string episode) =>
        _writes.TryGetValue(episode, out var writes) ? writes.Select(write => write.Version).DefaultIfEmpty().Max() : 0;

    internal void Breach(string what) => _breaches.Enqueue(what);

    internal void Breach(IEnumerable<string> all)
    {
        foreach (var breach in all)
        {
            _breaches.Enqueue(breach);
        }
    }
}
