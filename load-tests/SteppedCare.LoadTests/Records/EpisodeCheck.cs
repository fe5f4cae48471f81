using SteppedCare.V1;

namespace SteppedCare.LoadTests.Records;

/// <summary>
/// Holds what an episode has recorded against what its callers were told. Nobody but the driver writes these episodes and each of its requests was
/// answered, so the two must agree to the last event: a version that nobody was told of is a doubled write, a version that is not there a lost one.
/// </summary>
internal static class EpisodeCheck
{
    internal static IEnumerable<string> Breaches(IReadOnlyCollection<AcknowledgedWrite> acknowledged, Episode recorded)
    {
        var writes = acknowledged.OrderBy(write => write.Version).ToList();
        return Versions(writes, recorded)
            .Concat(Events(writes, recorded))
            .Concat(Epochs(writes))
            .Concat(DecisionCheck.Breaches(writes, recorded))
            .Concat(TaskCheck.Breaches(writes, recorded))
            .Select(breach => $"{recorded.Name}: {breach}");
    }

    private static IEnumerable<string> Versions(List<AcknowledgedWrite> writes, Episode recorded)
    {
        foreach (var shared in writes.GroupBy(write => write.Version).Where(group => group.Count() > 1))
        {
            yield return $"version {shared.Key} was given to {shared.Count()} requests ({string.Join(", ", shared.Select(write => write.RequestId))})";
        }

        foreach (var lost in writes.Where(write => write.Version > recorded.TrajectoryVersion || write.Version < 1))
        {
            yield return $"version {lost.Version} of {lost.RequestId} was acknowledged and is lost: the episode ends at {recorded.TrajectoryVersion}";
        }

        var told = writes.Select(write => write.Version).ToHashSet();
        foreach (var version in Enumerable.Range(1, recorded.TrajectoryVersion).Where(version => !told.Contains(version)))
        {
            yield return $"version {version} is recorded and nobody was told of it";
        }
    }

    private static IEnumerable<string> Events(List<AcknowledgedWrite> writes, Episode recorded)
    {
        var places = recorded.Events.ToLookup(entry => entry.Place, StringComparer.Ordinal);
        var expected = new List<string>();
        foreach (var write in writes)
        {
            for (var index = 0; index < write.Told.Count; index++)
            {
                var place = $"{write.Version}.{index}";
                expected.Add(place);
                var found = places[place].ToList();
                if (found.Count != 1)
                {
                    yield return $"event {place} of {write.RequestId} is recorded {found.Count} times";
                }
                else if (!found[0].Event.Equals(write.Told[index]))
                {
                    yield return $"event {place} of {write.RequestId} reads otherwise than it was told";
                }
            }
        }

        foreach (var phantom in places.Select(place => place.Key).Except(expected, StringComparer.Ordinal))
        {
            yield return $"event {phantom} is recorded and nobody told it";
        }

        var order = recorded.Events.Select(entry => entry.Place).ToList();
        if (order.Count == expected.Count && !order.SequenceEqual(expected, StringComparer.Ordinal))
        {
            yield return "events are not in the order told";
        }
    }

    private static IEnumerable<string> Epochs(List<AcknowledgedWrite> writes)
    {
        var newest = 1L;
        foreach (var decision in writes.Select(write => write.Made).OfType<Decision>())
        {
            var epoch = decision.Provenance?.Epoch ?? 0;
            if (epoch < newest)
            {
                yield return $"{decision.Name} was made under epoch {epoch} after one under {newest}";
            }

            newest = Math.Max(newest, epoch);
        }
    }
}
