using SteppedCare.LoadTests.Records;

namespace SteppedCare.LoadTests.Crash;

/// <summary>After the last restart: reads every episode and every decision and holds them against what was acknowledged.</summary>
internal sealed class ReadBack(Ledger ledger, Func<int, Reading> readings)
{
    private const int AtOnce = 32;

    internal int Episodes { get; private set; }

    internal int Versions { get; private set; }

    internal int Events { get; private set; }

    internal int Decisions { get; private set; }

    internal async Task RunAsync()
    {
        var reader = 0;
        await Parallel.ForEachAsync(
            ledger.Episodes,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (episode, _) => await CheckAsync(readings(Interlocked.Increment(ref reader)), episode.Key, [.. episode.Value]));
        foreach (var (_, writes) in ledger.Episodes)
        {
            Episodes++;
            Versions += writes.Count;
            Events += writes.Sum(write => write.Told.Count);
            Decisions += writes.Count(write => write.Made is not null);
        }
    }

    private async Task CheckAsync(Reading reading, string name, IReadOnlyCollection<AcknowledgedWrite> writes)
    {
        if (await reading.ReadAsync(name) is not { } recorded)
        {
            return;
        }

        ledger.Breach(EpisodeCheck.Breaches(writes, recorded));
        foreach (var write in writes)
        {
            if (write.Made is { } made && await reading.ExplainAsync(made.Name) is { } again)
            {
                ledger.Breach(DecisionCheck.Explained(made, again));
            }
        }
    }
}
