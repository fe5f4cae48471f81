namespace SteppedCare.Server.Rollouts;

/// <summary>What shadows said here beside one rollout and is not yet in the store; and a few decisions of each pair of answers by name, the first ones.</summary>
internal sealed class ShadowTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ShadowCell, int> _sampled = [];
    private Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    internal bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _counts.Count == 0;
            }
        }
    }

    internal void Count(ShadowCell cell, string episode, int version)
    {
        lock (_gate)
        {
            Add(cell.Name, 1);
            var sampled = _sampled.GetValueOrDefault(cell);
            if (sampled < ShadowAsking.MostSamples)
            {
                _sampled[cell] = sampled + 1;
                Add(cell.SampleName(episode, version), 1);
            }
        }
    }

    internal Dictionary<string, long> Take()
    {
        lock (_gate)
        {
            var taken = _counts;
            _counts = new Dictionary<string, long>(StringComparer.Ordinal);
            return taken;
        }
    }

    internal void GiveBack(Dictionary<string, long> counts)
    {
        lock (_gate)
        {
            foreach (var (name, count) in counts)
            {
                Add(name, count);
            }
        }
    }

    private void Add(string name, long count) => _counts[name] = _counts.GetValueOrDefault(name) + count;
}
