namespace SteppedCare.Server.Rollouts;

/// <summary>What shadows said here beside one rollout and is not yet in the store; and a few decisions of each pair of answers by name, the first ones.</summary>
internal sealed class ShadowTally
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ShadowCell, int> _sampled = [];
    private Dictionary<string, long> _counts = new(StringComparer.Ordinal);
    private Dictionary<string, long> _samples = new(StringComparer.Ordinal);
    private bool _isClosed;

    /// <summary>Takes nothing more from now on, if it holds nothing.</summary>
    internal bool TryClose()
    {
        lock (_gate)
        {
            return _isClosed = _counts.Count == 0 && _samples.Count == 0;
        }
    }

    /// <summary>False once it is closed.</summary>
    internal bool TryCount(ShadowCell cell, string episode, int version)
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return false;
            }

            Add(_counts, cell.Name, 1);
            var sampled = _sampled.GetValueOrDefault(cell);
            if (sampled < ShadowAsking.MostSamples)
            {
                _sampled[cell] = sampled + 1;
                Add(_samples, cell.SampleName(episode, version), 1);
            }

            return true;
        }
    }

    internal ShadowCounts Take()
    {
        lock (_gate)
        {
            var taken = new ShadowCounts(_counts, _samples);
            _counts = new Dictionary<string, long>(StringComparer.Ordinal);
            _samples = new Dictionary<string, long>(StringComparer.Ordinal);
            return taken;
        }
    }

    internal void GiveBackCounts(Dictionary<string, long> counts)
    {
        lock (_gate)
        {
            counts.ToList().ForEach(count => Add(_counts, count.Key, count.Value));
        }
    }

    internal void GiveBackSamples(Dictionary<string, long> samples)
    {
        lock (_gate)
        {
            samples.ToList().ForEach(sample => Add(_samples, sample.Key, sample.Value));
        }
    }

    private static void Add(Dictionary<string, long> counts, string name, long count) => counts[name] = counts.GetValueOrDefault(name) + count;
}

/// <summary>What was counted, and the names of some decisions.</summary>
internal sealed record ShadowCounts(Dictionary<string, long> Cells, Dictionary<string, long> Samples);
