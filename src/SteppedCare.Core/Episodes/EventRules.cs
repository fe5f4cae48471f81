using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare;

/// <summary>What may be told of an episode after what was told before. All faults come back at once; nothing is changed.</summary>
internal sealed class EventRules
{
    /// <summary>More than a course of care ever holds; a caller that comes here tells the same things again and again.</summary>
    internal const int MostEvents = 2_000;

    internal const int LongestEventId = 64;

    // The longest a fact can count: a hundred years.
    private const int MostDaysBack = 36_500;

    /// <summary>Clocks of callers may run ahead by so much.</summary>
    internal static readonly TimeSpan AllowedAhead = TimeSpan.FromMinutes(5);

    private readonly EpisodeHistory _history;
    private readonly CivilTime _asOf;
    private readonly Dictionary<ToldAt, Scratch> _events;
    private readonly Dictionary<string, Scratch?> _toldNow = new(StringComparer.Ordinal);
    private readonly List<EventFault> _faults = [];

    private EventRules(EpisodeHistory history, CivilTime asOf)
    {
        _history = history;
        _asOf = asOf;
        _events = history.Events.ToDictionary(told => told.Told, told => new Scratch { Content = told.Content, Date = told.HappenedOn });
    }

    private Scratch? Referral => _events.Values.FirstOrDefault(told => !told.Voided && told.Content is ReferralReceived);

    private Scratch? End => _events.Values.LastOrDefault(told => !told.Voided && told.Content is EpisodeEnded);

    /// <summary>All that is wrong with these events; empty when they may be told.</summary>
    /// <param name="history">What was told before; of version 0 when the episode does not exist.</param>
    /// <param name="events">What is told now.</param>
    /// <param name="asOf">The instant of the call, on the service's clock.</param>
    /// <param name="path">The name of the list in the request.</param>
    internal static ImmutableArray<EventFault> Faults(EpisodeHistory history, ImmutableArray<EpisodeEvent> events, CivilTime asOf, string path = "events")
    {
        if (history.Version == 0 && (events.IsDefaultOrEmpty || events[0].Content is not ReferralReceived))
        {
            return [new(EventFaultReason.UnknownEpisode, path, "the episode does not exist; the first event of a new one is its referral")];
        }

        if (history.ToldCount + events.Length > MostEvents)
        {
            return [new(EventFaultReason.TooManyEvents, path, string.Create(CultureInfo.InvariantCulture, $"an episode holds at most {MostEvents} events"))];
        }

        var rules = new EventRules(history, asOf);
        for (var index = 0; index < events.Length; index++)
        {
            rules.Check(events[index], new ToldAt(history.Version + 1, index), string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]"));
        }

        return [.. rules._faults];
    }

    private void Check(EpisodeEvent told, ToldAt place, string path)
    {
        CheckId(told.Id, path);
        CheckContent(told.Content, told.HappenedOn, $"{path}.");
        CheckNotAhead(told.HappenedOn, told.At, path);
        Scratch? original = null;
        switch (told.Content)
        {
            case Corrected corrected:
                CheckCorrected(corrected, $"{path}.corrected");
                break;
            case Voided voided:
                CheckVoided(voided, $"{path}.voided");
                break;
            default:
                original = new Scratch { Content = told.Content, Date = told.HappenedOn };
                CheckPlaceInTime(original, told.HappenedOn, path);
                _events[place] = original;
                break;
        }

        if (told.Id.Length > 0)
        {
            _toldNow.TryAdd(told.Id, original);
        }
    }

    private void CheckId(string id, string path)
    {
        if (id.Length > LongestEventId || id.Any(letter => letter is <= ' ' or > '~'))
        {
            Add(EventFaultReason.InvalidField, $"{path}.id", string.Create(CultureInfo.InvariantCulture, $"is at most {LongestEventId} visible ASCII characters"));
        }
        else if (id.Length > 0 && id.All(letter => char.IsAsciiDigit(letter) || letter == '.') && id.Contains('.', StringComparison.Ordinal))
        {
            // "3.0" is how an event without an id is called.
            Add(EventFaultReason.InvalidField, $"{path}.id", "looks like the place of an event");
        }
        else if (id.Length > 0 && (_history.FindTold(id) is not null || _history.IsCorrectionOrWithdrawal(id) || _toldNow.ContainsKey(id)))
        {
            Add(EventFaultReason.DuplicateEventId, $"{path}.id", "an event of this id was told before");
        }
    }

    private void CheckContent(EventContent content, DateOnly happenedOn, string path)
    {
        foreach (var (below, message) in ContentRules.Faults(content, happenedOn))
        {
            Add(EventFaultReason.InvalidField, $"{path}{ContentRules.NameOf(content)}.{below}", message);
        }
    }

    /// <summary>A day to come. The next day is one also a minute before midnight: a caller whose clock runs ahead names its instant, as_of.</summary>
    /// <param name="date">The day told.</param>
    /// <param name="asOf">The instant of the call, on the service's clock.</param>
    /// <param name="path">The field that tells it.</param>
    internal static EventFault? DayAhead(DateOnly date, CivilTime asOf, string path) => date > asOf.Date ? Ahead(path) : null;

    private static EventFault Ahead(string path) => new(EventFaultReason.FutureDate, path, "is after the instant to decide for: as_of, or now without it");

    private void CheckNotAhead(DateOnly date, TimeOnly? at, string path)
    {
        if (DayAhead(date, _asOf, $"{path}.happened_on") is { } ahead)
        {
            _faults.Add(ahead);
        }
        else if (date == _asOf.Date && at is { } time && time.ToTimeSpan() > _asOf.Time.ToTimeSpan() + AllowedAhead)
        {
            _faults.Add(Ahead($"{path}.time_of_day"));
        }
        else if (date.DayNumber < _asOf.Date.DayNumber - MostDaysBack)
        {
            Add(EventFaultReason.InvalidField, $"{path}.happened_on", "is more than a hundred years ago");
        }
    }

    // Where an event stands between referral and end, once it reads so. It is not yet, or no longer, among the others.
    private void CheckPlaceInTime(Scratch told, DateOnly date, string path)
    {
        var others = _events.Values.Where(other => other != told && !other.Voided);
        switch (told.Content)
        {
            case ReferralReceived when Referral is { } referral && referral != told:
                Add(EventFaultReason.SecondReferral, path, "the episode has its referral");
                break;
            case ReferralReceived when others.Any(other => other.Date < date):
                Add(EventFaultReason.BeforeReferral, $"{path}.happened_on", "is after an event of the episode");
                break;
            case ReferralReceived:
                break;
            case var _ when date < Referral?.Date:
                Add(EventFaultReason.BeforeReferral, $"{path}.happened_on", "is before the referral");
                break;
            case EpisodeEnded when End is { } end && end != told:
                Add(EventFaultReason.AfterEnd, path, "the episode has its end; correct that");
                break;
            case EpisodeEnded when others.Any(other => other.Date > date):
                Add(EventFaultReason.AfterEnd, $"{path}.happened_on", "is before an event of the episode");
                break;
            case not EpisodeEnded when date > End?.Date:
                Add(EventFaultReason.AfterEnd, $"{path}.happened_on", "is after the end of the episode");
                break;
        }
    }

    private void CheckCorrected(Corrected corrected, string path)
    {
        var replaced = $"{path}.replacement";
        if (corrected.Replacement is Corrected or Voided)
        {
            Add(EventFaultReason.NotCorrectable, replaced, "is an original event, not a correction or a withdrawal");
            return;
        }

        CheckContent(corrected.Replacement, corrected.HappenedOn, $"{replaced}.");
        CheckNotAhead(corrected.HappenedOn, corrected.At, replaced);
        if (Target(corrected.EventId, path) is not { } target)
        {
            return;
        }

        if (target.Content.GetType() != corrected.Replacement.GetType())
        {
            Add(EventFaultReason.NotCorrectable, replaced, "is of another kind than the event it corrects");
            return;
        }

        CheckPlaceInTime(target, corrected.HappenedOn, replaced);
        target.Content = corrected.Replacement;
        target.Date = corrected.HappenedOn;
    }

    private void CheckVoided(Voided voided, string path)
    {
        if (Target(voided.EventId, path) is not { } target)
        {
            return;
        }

        if (target.Content is ReferralReceived)
        {
            Add(EventFaultReason.NotCorrectable, $"{path}.event_id", "is the referral: correct it, or end the episode");
            return;
        }

        target.Voided = true;
    }

    private Scratch? Target(string name, string path)
    {
        path += ".event_id";
        if (_toldNow.TryGetValue(name, out var now) && now is not null)
        {
            return Standing(now, path);
        }

        if (_toldNow.ContainsKey(name) || _history.IsCorrectionOrWithdrawal(name))
        {
            Add(EventFaultReason.NotCorrectable, path, "is itself a correction or a withdrawal: name the original event");
            return null;
        }

        if (_history.FindTold(name) is not { } told)
        {
            Add(EventFaultReason.UnknownEvent, path, "was never told");
            return null;
        }

        return Standing(_events.GetValueOrDefault(told.Place), path);
    }

    private Scratch? Standing(Scratch? target, string path)
    {
        if (target is { Voided: false })
        {
            return target;
        }

        Add(EventFaultReason.VoidedEvent, path, "was withdrawn");
        return null;
    }

    private void Add(EventFaultReason reason, string path, string message) => _faults.Add(new EventFault(reason, path, message));

    private sealed class Scratch
    {
        internal required EventContent Content { get; set; }

        internal required DateOnly Date { get; set; }

        internal bool Voided { get; set; }
    }
}
