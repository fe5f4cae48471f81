namespace SteppedCare.Policies;

/// <summary>One cell while it is filled, by one thread at a time.</summary>
internal sealed class BackTestCount
{
    internal const int MostSamples = 10;

    private readonly List<(int Loses, long Order, string Name)> _samples = new(MostSamples + 1);
    private ulong[] _episodes = new ulong[64];

    internal long Decisions { get; private set; }

    internal void Add(int episode, int losesTasks, long order, string name)
    {
        Decisions++;
        var word = episode >> 6;
        if (word >= _episodes.Length)
        {
            Array.Resize(ref _episodes, Math.Max(word + 1, _episodes.Length * 2));
        }

        _episodes[word] |= 1UL << (episode & 63);
        AddSample((losesTasks, order, name));
    }

    internal void Add(BackTestCount other)
    {
        Decisions += other.Decisions;
        if (other._episodes.Length > _episodes.Length)
        {
            Array.Resize(ref _episodes, other._episodes.Length);
        }

        for (var word = 0; word < other._episodes.Length; word++)
        {
            _episodes[word] |= other._episodes[word];
        }

        foreach (var sample in other._samples)
        {
            AddSample(sample);
        }
    }

    internal BackTestCell ToCell(BackTestKey key) => new(
        key.Call, key.Before, key.After, key.Loses || key.After.Care < key.Before.Care, key.Loses, key.Gains, Decisions,
        _episodes.Sum(word => (long)System.Numerics.BitOperations.PopCount(word)),
        !key.IsChanged ? [] : [.. _samples.Select(sample => sample.Name)]);

    // Worst first; of equals the one that came first, so that the same decisions give the same samples however the work was shared out.
    private void AddSample((int Loses, long Order, string Name) sample)
    {
        if (_samples.Count == MostSamples && IsBefore(_samples[^1], sample))
        {
            return;
        }

        var at = _samples.FindIndex(other => IsBefore(sample, other));
        _samples.Insert(at < 0 ? _samples.Count : at, sample);
        if (_samples.Count > MostSamples)
        {
            _samples.RemoveAt(MostSamples);
        }
    }

    private static bool IsBefore((int Loses, long Order, string Name) one, (int Loses, long Order, string Name) other) =>
        one.Loses > other.Loses || (one.Loses == other.Loses && one.Order < other.Order);
}

/// <summary>What the decisions of one cell have in common.</summary>
internal readonly record struct BackTestKey(DecisionCall Call, BackTestAnswer Before, BackTestAnswer After, bool Loses, bool Gains)
{
    internal bool IsChanged => Before != After || Loses || Gains;
}
