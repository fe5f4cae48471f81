namespace SteppedCare.LoadTests.Day;

/// <summary>What was sent beside what the store holds.</summary>
internal sealed class StoreCheck(IReadOnlyDictionary<string, EpisodeCount> sent, StoreCount found)
{
    internal int SentEpisodes => sent.Count;

    internal int FoundEpisodes => found.Episodes.Count;

    internal int Logged => found.Logged;

    internal EpisodeCount Sent { get; } = Sum(sent.Values);

    internal EpisodeCount Found { get; } = Sum(found.Episodes.Values);

    /// <summary>Every episode that is missing, is there unasked, or holds another number of something; and a log of another length.</summary>
    internal IEnumerable<string> Differences()
    {
        foreach (var (episode, expected) in sent)
        {
            if (!found.Episodes.TryGetValue(episode, out var there))
            {
                yield return $"{episode} is not there";
            }
            else if (there != expected)
            {
                yield return $"{episode} holds {there}, was sent {expected}";
            }
        }

        foreach (var episode in found.Episodes.Keys.Where(episode => !sent.ContainsKey(episode)))
        {
            yield return $"{episode} was never sent";
        }

        if (found.Logged != Sent.Writes)
        {
            yield return $"the log holds {found.Logged} writes, sent were {Sent.Writes}";
        }
    }

    private static EpisodeCount Sum(IEnumerable<EpisodeCount> counts) => counts.Aggregate(default(EpisodeCount), (sum, one) => sum + one);
}
