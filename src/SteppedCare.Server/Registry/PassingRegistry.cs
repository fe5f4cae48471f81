using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>What lives for moments only, of a store that one process has for itself.</summary>
internal sealed class PassingRegistry(TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, (string Holder, DateTimeOffset Ends)> _leases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ReplicaBeat Beat, DateTimeOffset Ends)> _replicas = new(StringComparer.Ordinal);
    private readonly Dictionary<RevisionName, DateTimeOffset> _wanted = [];
    private readonly Dictionary<(string Service, TagEpoch Epoch, CountKind Kind), (ImmutableDictionary<string, long> Counts, DateTimeOffset Ends)> _counts = [];

    public bool TryLease(string name, string holder, TimeSpan forTime)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            if (_leases.TryGetValue(name, out var lease) && lease.Ends > now && lease.Holder != holder)
            {
                return false;
            }

            _leases[name] = (holder, now + forTime);
            return true;
        }
    }

    public void Beat(ReplicaBeat beat, TimeSpan forTime)
    {
        lock (_gate)
        {
            _replicas[beat.Replica] = (beat, time.GetUtcNow() + forTime);
        }
    }

    public ImmutableArray<ReplicaBeat> Replicas()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var (replica, entry) in _replicas)
            {
                if (entry.Ends <= now)
                {
                    _replicas.Remove(replica);
                }
            }

            return [.. _replicas.Values.Select(entry => entry.Beat).OrderBy(beat => beat.Replica, StringComparer.Ordinal)];
        }
    }

    public void Leave(string replica)
    {
        lock (_gate)
        {
            _replicas.Remove(replica);
        }
    }

    public void Want(ImmutableArray<RevisionName> revisions, TimeSpan forTime)
    {
        lock (_gate)
        {
            var ends = time.GetUtcNow() + forTime;
            foreach (var revision in revisions)
            {
                _wanted[revision] = _wanted.TryGetValue(revision, out var before) && before > ends ? before : ends;
            }
        }
    }

    public ImmutableArray<RevisionName> Wanted()
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var (revision, ends) in _wanted)
            {
                if (ends <= now)
                {
                    _wanted.Remove(revision);
                }
            }

            return [.. _wanted.Keys.OrderBy(revision => revision.ToString(), StringComparer.Ordinal)];
        }
    }

    public void AddCounts(string service, TagEpoch epoch, CountKind kind, IReadOnlyDictionary<string, long> counts)
    {
        lock (_gate)
        {
            var now = time.GetUtcNow();
            foreach (var (key, entry) in _counts)
            {
                if (entry.Ends <= now)
                {
                    _counts.Remove(key);
                }
            }

            var sum = (_counts.TryGetValue((service, epoch, kind), out var found) ? found.Counts : ImmutableDictionary.Create<string, long>(StringComparer.Ordinal)).ToBuilder();
            foreach (var (name, count) in counts)
            {
                if (sum.TryGetValue(name, out var before) || sum.Count < IRegistryStore.MostCounts)
                {
                    sum[name] = before + count;
                }
            }

            _counts[(service, epoch, kind)] = (sum.ToImmutable(), now + IRegistryStore.CountsLifetime);
        }
    }

    public ImmutableDictionary<string, long> Counts(string service, TagEpoch epoch, CountKind kind)
    {
        lock (_gate)
        {
            return _counts.TryGetValue((service, epoch, kind), out var found) && found.Ends > time.GetUtcNow()
                ? found.Counts
                : ImmutableDictionary.Create<string, long>(StringComparer.Ordinal);
        }
    }
}
