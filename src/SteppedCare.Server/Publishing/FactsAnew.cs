using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Publishing;

/// <summary>
/// The facts of a recorded decision as another revision measures people: those recorded where it measures as the one that decided, else built anew from what was
/// known then. A candidate that moves a cut-off would otherwise seem to change nobody.
/// </summary>
/// <param name="candidate">Who is asked.</param>
/// <param name="normsOf">What a revision that decided measures by; null where it is not at hand, and then facts are built anew.</param>
/// <param name="zoneOf">In which time zone a service counts days; null where this server does not answer for it.</param>
internal sealed class FactsAnew(PolicyRevision candidate, Func<RevisionName, Norms?> normsOf, Func<string, TimeZoneInfo?> zoneOf)
{
    private readonly Norms _norms = candidate.Norms;
    private readonly Dictionary<RevisionName, bool> _measuresAs = [];
    private readonly ImmutableArray<FactNumber> _safetyFacts =
        [.. candidate.Manifest.Rules.Where(rule => rule.Word == "Safety").SelectMany(rule => rule.FactsRead).Distinct().Order().Select(number => (FactNumber)number)];

    /// <param name="key">The episode.</param>
    /// <param name="trajectory">All of it.</param>
    /// <param name="entry">Where the decision stands.</param>
    /// <param name="record">The decision.</param>
    /// <returns>Nothing where it cannot be told: that decision counts as unreadable, and not as unchanged.</returns>
    internal ReadOnlyMemory<byte> Of(EpisodeKey key, Trajectory trajectory, int entry, DecisionRecord record)
    {
        if (MeasuresAs(record.Revision))
        {
            return record.Facts.AsMemory();
        }

        if (zoneOf(key.Service) is not { } zone)
        {
            return default;
        }

        // As it was asked: with what was told along, and not yet answered.
        var told = EpisodeHistory.Of(trajectory with { Entries = [.. trajectory.Entries[..entry], trajectory.Entries[entry] with { Act = null }] }, zone);
        var facts = FactBuilder.Build(told, CivilTime.Of(record.AsOf, zone), _norms);
        return FactsVector.Encode(facts.Only(record.Consent ? FactBuilder.SeenBy(record.Call) : _safetyFacts));
    }

    private bool MeasuresAs(RevisionName recorded)
    {
        if (!_measuresAs.TryGetValue(recorded, out var isAlike))
        {
            _measuresAs[recorded] = isAlike = normsOf(recorded) is { } norms && norms.MeasuresAs(_norms);
        }

        return isAlike;
    }
}
