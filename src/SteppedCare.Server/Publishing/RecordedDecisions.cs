using System.Runtime.CompilerServices;
using SteppedCare.Policies;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Publishing;

/// <summary>What was decided for everybody of some services, read from the store once, in batches.</summary>
/// <param name="index">Where episodes are.</param>
/// <param name="services">Whose.</param>
/// <param name="facts">How people are measured; null for as they were.</param>
/// <param name="from">Only decisions from this instant on; null for all.</param>
/// <param name="before">Only decisions before this instant; null for all.</param>
internal sealed class RecordedDecisions(ITrajectoryIndex index, IReadOnlyList<string> services, FactsAnew? facts, DateTimeOffset? from, DateTimeOffset? before)
{
    internal const int BatchSize = 500;

    /// <summary>Episodes read so far.</summary>
    internal int Episodes { get; private set; }

    /// <summary>Decisions read so far.</summary>
    internal long Decisions { get; private set; }

    /// <summary>Episodes of which nothing could be read: written by a later release, or damaged. Each may hold decisions.</summary>
    internal long UnreadableEpisodes { get; private set; }

    internal async IAsyncEnumerable<ReadOnlyMemory<RecordedDecision>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batch = new List<RecordedDecision>(BatchSize);
        foreach (var service in services)
        {
            await foreach (var episode in index.ScanAsync(service, cancellationToken))
            {
                Add(batch, episode);
                if (batch.Count >= BatchSize)
                {
                    Decisions += batch.Count;
                    yield return batch.ToArray();
                    batch.Clear();
                }
            }
        }

        if (batch.Count > 0)
        {
            Decisions += batch.Count;
            yield return batch.ToArray();
        }
    }

    private void Add(List<RecordedDecision> batch, ScannedEpisode episode)
    {
        var number = Episodes++;
        try
        {
            var trajectory = TrajectoryCodec.Decode(episode.Trajectory.Span);
            for (var entry = 0; entry < trajectory.Entries.Length; entry++)
            {
                if (trajectory.Entries[entry].Act is Decided { Record: var record } && !(record.AsOf < from) && !(record.AsOf >= before))
                {
                    batch.Add(Of(episode.Key, entry + 1, record, facts?.Of(episode.Key, trajectory, entry, record) ?? record.Facts.AsMemory(), number));
                }
            }
        }
        catch (FormatException)
        {
            UnreadableEpisodes++;
        }
    }

    private static RecordedDecision Of(EpisodeKey key, int version, DecisionRecord record, ReadOnlyMemory<byte> facts, int number) => new(
        record.Call,
        facts,
        record.Consent,
        record.Outcome,
        record.Step,
        TaskSet.Of(record.Tasks.Select(task => task.Kind)),
        record.Rule,
        number,
        $"services/{key.Service}/episodes/{key.Episode}/decisions/{version}");
}
