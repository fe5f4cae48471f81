using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// The sessions that a count counts, as they stood at any version. A number of them is reached by the entry since which so many have stood without a break: by a
/// session that was told, or by a correction. A row that shares no session with the one before it is another.
/// </summary>
internal sealed class SessionRows(EpisodeHistory history, DateOnly today, Norms norms, FactNumber count)
{
    /// <summary>How a number was reached that stands at that version; null when it does not stand.</summary>
    internal ReachedRow? Reached(int number, int version)
    {
        var row = At(version);
        if (row.Length < number)
        {
            return null;
        }

        for (; version > 1; version--)
        {
            if (history.Trajectory.Entries[version - 1].Events.IsEmpty)
            {
                continue;
            }

            var before = At(version - 1);
            if (before.Length < number || !before.Select(told => told.Told).Intersect(row.Select(told => told.Told)).Any())
            {
                break;
            }

            row = before;
        }

        var counted = row.Take(number).ToList();
        var recorded = CivilTime.Of(history.Trajectory.Entries[version - 1].RecordedAt, history.Zone).Date;
        var happened = counted.Max(told => told.HappenedOn);
        return new ReachedRow(version, counted.Max(told => told.Told.Version), recorded > happened ? recorded : happened);
    }

    private ImmutableArray<HistoryEvent> At(int version)
    {
        ImmutableArray<HistoryEvent> events = [.. history.EventsAt(version).Where(told => told.HappenedOn <= today)];
        var sessions = new Sessions(events);
        return count switch
        {
            FactNumber.AttendedAtStep => sessions.TreatmentsAtStep,
            FactNumber.AttendedTreatments => sessions.Treatments,
            FactNumber.MissedInARow => [.. sessions.Missed.Reverse()],
            FactNumber.UnmeasuredInARow => [.. Measured(sessions, events).Unmeasured.Reverse()],
            FactNumber.UnscoredInARow => [.. Measured(sessions, events).Unscored.Reverse()],
            _ => throw new NotSupportedException($"{count} does not count sessions."),
        };
    }

    private MeasuredSessions Measured(Sessions sessions, ImmutableArray<HistoryEvent> events)
    {
        var facts = new Facts();
        StatedFacts.Add(facts, events, today);
        var questionnaires = new Questionnaires(events);
        return new MeasuredSessions(sessions, questionnaires, PairedMeasure.Of((Problem)facts[FactNumber.Problem], questionnaires, norms));
    }
}

/// <summary>How a number of sessions was reached.</summary>
/// <param name="Version">By which entry.</param>
/// <param name="Since">The entry that told of the last of them. It names them, whatever was corrected: of the same sessions a number is told once.</param>
/// <param name="On">On which day it was known.</param>
internal readonly record struct ReachedRow(int Version, int Since, DateOnly On);
