using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// Every original event with all that was said of it later: what it was at any version, and what it is now. Corrections and withdrawals are not events of
/// the history; they change those.
/// </summary>
internal sealed class ToldEvents
{
    private readonly List<ToldEvent> _events = [];
    private readonly Dictionary<string, ToldEvent> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<string> _otherNames = new(StringComparer.Ordinal);

    /// <summary>How many events were told, corrections and withdrawals included.</summary>
    internal int Count { get; private set; }

    /// <summary>The original event of that id or place; null when there is none.</summary>
    internal ToldEvent? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>True when the id or place belongs to a correction or a withdrawal.</summary>
    internal bool IsOther(string name) => _otherNames.Contains(name);

    internal void Add(EpisodeEvent told, ToldAt place)
    {
        Count++;
        switch (told.Content)
        {
            case Corrected corrected:
                AddOther(told.Id, place);
                Find(corrected.EventId)?.Revise(place, new Wording(corrected.HappenedOn, corrected.At, corrected.Replacement));
                break;
            case Voided voided:
                AddOther(told.Id, place);
                Find(voided.EventId)?.Revise(place, null);
                break;
            default:
                var added = new ToldEvent(told.Id.Length == 0 ? place.ToString() : told.Id, place, new Wording(told.HappenedOn, told.At, told.Content));
                _events.Add(added);
                _byName.TryAdd(place.ToString(), added);
                _byName.TryAdd(added.Id, added);
                break;
        }
    }

    /// <summary>What counted at that version, in the order in which it happened.</summary>
    internal ImmutableArray<HistoryEvent> Standing(int version) =>
    [
        .. _events.Select(told => told.At(version)).OfType<HistoryEvent>()
            .OrderBy(told => told.HappenedOn)

            // Nobody knows when on its day an untimed event was: it comes before the timed ones, so that of two scores the timed one is the last.
            .ThenBy(told => told.At ?? TimeOnly.MinValue)
            .ThenBy(told => told.Told),
    ];

    /// <summary>The entry after that version which first told, corrected or withdrew something of what happened up to an instant, where that still makes a difference.</summary>
    internal int? FirstChangeAfter(int version, CivilTime asOf)
    {
        var changes = _events.Select(told => told.ChangeAfter(version, asOf)).OfType<int>().ToList();
        return changes.Count == 0 ? null : changes.Min();
    }

    private void AddOther(string id, ToldAt place)
    {
        _otherNames.Add(place.ToString());
        if (id.Length > 0)
        {
            _otherNames.Add(id);
        }
    }
}

/// <summary>How an event reads at one time.</summary>
internal sealed record Wording(DateOnly HappenedOn, TimeOnly? At, EventContent Content);

/// <summary>One original event and its revisions.</summary>
internal sealed class ToldEvent(string id, ToldAt told, Wording first)
{
    // A null wording is a withdrawal.
    private readonly List<(ToldAt Place, Wording? Wording)> _revisions = [(told, first)];

    internal string Id { get; } = id;

    internal ToldAt Place => _revisions[0].Place;

    internal bool IsVoided => _revisions[^1].Wording is null;

    /// <summary>The correction that last replaced it; null when none did.</summary>
    internal ToldAt? CorrectedAt => _revisions.Skip(1).LastOrDefault(revision => revision.Wording is not null) is { Wording: not null } last ? last.Place : null;

    /// <summary>As it counted at that version; null when withdrawn by then, or not told yet.</summary>
    internal HistoryEvent? At(int version)
    {
        for (var last = _revisions.Count - 1; last >= 0; last--)
        {
            if (_revisions[last] is (var place, var wording) && place.Version <= version)
            {
                return wording is { } counts ? new HistoryEvent(Id, told, place, counts.HappenedOn, counts.At, counts.Content) : null;
            }
        }

        return null;
    }

    internal void Revise(ToldAt place, Wording? wording)
    {
        if (!IsVoided)
        {
            _revisions.Add((place, wording));
        }
    }

    /// <summary>The entry after that version since which a decision as of that instant would have read this event otherwise; null when none.</summary>
    internal int? ChangeAfter(int version, CivilTime asOf)
    {
        var then = _revisions.LastOrDefault(revision => revision.Place.Version <= version).Wording;
        var now = _revisions[^1].Wording;
        if (Equals(then, now) || !((then is not null && WasInput(then, asOf)) || (now is not null && IsInput(now, asOf))))
        {
            return null;
        }

        return _revisions.First(revision => revision.Place.Version > version).Place.Version;
    }

    private static bool WasInput(Wording wording, CivilTime asOf) => wording.HappenedOn <= asOf.Date;

    // What is told later of the decision's own day mostly happened after it: a step that then began, an offer explained or declined. It changes the inputs
    // unless its time, or its nature, says that it followed the decision.
    private static bool IsInput(Wording wording, CivilTime asOf) =>
        wording.HappenedOn < asOf.Date
        || (wording.HappenedOn == asOf.Date
            && !(wording.At > asOf.Time)
            && wording.Content is not (StepStarted or StepDeclined or PlanExplained or EpisodeEnded));
}
