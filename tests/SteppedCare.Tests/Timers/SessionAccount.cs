using SteppedCare.Tests.Episodes;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Due;

/// <summary>An episode that chance writes, and what its sessions amounted to entry by entry, kept forwards and by other means than the clock's.</summary>
internal sealed class SessionAccount(int seed)
{
    private readonly Random _chance = new(seed);
    private readonly List<Appointment> _appointments = [];
    private readonly List<(int Place, int Day)> _scores = [];
    private readonly Dictionary<string, Run> _runs = [];
    private readonly Dictionary<string, Run> _decided = [];
    private readonly HashSet<(string Watch, int Last)> _told = [];
    private readonly Dictionary<string, WatchTimer> _watches = [];

    internal Story Story { get; } = Begun().Tell(Day(0), new StepStarted(Step.Low));

    internal int Told => _told.Count;

    internal int ToldByCorrection { get; private set; }

    private int Version => Story.Trajectory.Version;

    /// <summary>The day on whose morning a watch falls due that has not been told; null when none has by this day.</summary>
    internal int? Due(WatchTimer watch, int day)
    {
        if (_watches.TryAdd(watch.Name, watch))
        {
            Follow(watch, day, isCorrection: false);
        }

        return _runs.TryGetValue(watch.Name, out var run) && run.DueOn <= day && !_told.Contains((watch.Name, run.Last)) && !IsDecided(watch.Name, run) ? run.DueOn : null;
    }

    internal void Tell(Notice notice, int day)
    {
        var run = _runs[notice.Watch];
        _told.Add((notice.Watch, run.Last));
        ToldByCorrection += run.IsCorrection ? 1 : 0;
        Story.Notice(notice, Noon(day));
    }

    /// <summary>What is written on one day: mostly nothing.</summary>
    internal void Live(int day)
    {
        switch (_chance.Next(12))
        {
            case 0 or 1 or 2:
                Meet(day, day);
                break;
            case 3:
                Meet(day, Math.Max(1, day - _chance.Next(1, 6)));
                break;
            case 4 when _appointments.Count > 0:
                Correct(day);
                break;
            case 5 when _scores.Count > 0:
                Withdraw(day);
                break;
            case 6 when _appointments.Count > 0:
                Score(day, _appointments[_chance.Next(_appointments.Count)].Day);
                break;
            case 7 when _chance.Next(2) == 0:
                Decide(day);
                break;
        }
    }

    private void Meet(int day, int happened)
    {
        var isAttended = _chance.Next(2) == 0;
        var isScored = isAttended && _chance.Next(2) == 0;
        Story.Record(day, isScored ? [Event(Day(happened), Of(isAttended)), Event(Day(happened), Phq9(12))] : [Event(Day(happened), Of(isAttended))]);
        _appointments.Add(new Appointment(Version, happened, isAttended));
        if (isScored)
        {
            _scores.Add((Version, happened));
        }

        Follow(day, isCorrection: false);
    }

    // Of its day or of whether anybody came; or it never was.
    private void Correct(int day)
    {
        var place = _chance.Next(_appointments.Count);
        var known = _appointments[place];
        if (_chance.Next(4) == 0)
        {
            _appointments.RemoveAt(place);
            Story.Record(day, Event(Day(day), new Voided($"{known.Place}.0", VoidReason.EnteredInError)));
        }
        else
        {
            var right = _chance.Next(3) == 0 ? known with { Day = Math.Clamp(known.Day + _chance.Next(-3, 4), 1, day) } : known with { IsAttended = !known.IsAttended };
            _appointments[place] = right;
            Story.Record(day, Event(Day(day), new Corrected($"{known.Place}.0", Day(right.Day), null, Of(right.IsAttended))));
        }

        Follow(day, isCorrection: true);
    }

    private void Withdraw(int day)
    {
        var place = _chance.Next(_scores.Count);
        var (told, _) = _scores[place];
        _scores.RemoveAt(place);
        Story.Record(day, Event(Day(day), new Voided(IsAlone(told) ? $"{told}.0" : $"{told}.1", VoidReason.EnteredInError)));
        Follow(day, isCorrection: true);
    }

    private void Score(int day, int happened)
    {
        Story.Record(day, Event(Day(happened), Phq9(12)));
        _scores.Add((Version, happened));
        Follow(day, isCorrection: false);
    }

    private void Decide(int day)
    {
        Story.Review(day);
        _decided.Clear();
        foreach (var (watch, run) in _runs)
        {
            _decided.Add(watch, run);
        }
    }

    private bool IsDecided(string watch, Run run) => _decided.TryGetValue(watch, out var decided) && (decided.Last == run.Last || decided.Id == run.Id);

    private bool IsAlone(int told) => Story.Trajectory.Entries[told - 1].Events is [{ Content: ScoreRecorded }];

    private void Follow(int day, bool isCorrection)
    {
        foreach (var watch in _watches.Values)
        {
            Follow(watch, day, isCorrection);
        }
    }

    private void Follow(WatchTimer watch, int day, bool isCorrection)
    {
        var (row, number) = (RowOf(watch.Fact), watch.Thresholds[0]);
        if (row.Count < number)
        {
            _runs.Remove(watch.Name);
        }
        else if (_runs.TryGetValue(watch.Name, out var run) && run.Places.Overlaps(row.Select(one => one.Place)))
        {
            _runs[watch.Name] = run with { Places = [.. row.Select(one => one.Place)] };
        }
        else
        {
            var counted = row[..number];
            _runs[watch.Name] = new Run(
                Version, counted.Max(one => one.Place), Math.Max(day, counted.Max(one => one.Day)) + 1, [.. row.Select(one => one.Place)], isCorrection);
        }
    }

    private List<Appointment> RowOf(FactNumber count)
    {
        var inOrder = _appointments.OrderBy(one => one.Day).ThenBy(one => one.Place).ToList();
        var attended = inOrder.Where(one => one.IsAttended).ToList();
        return count switch
        {
            FactNumber.MissedInARow => inOrder[(inOrder.FindLastIndex(one => one.IsAttended) + 1)..],
            FactNumber.UnscoredInARow => attended[(attended.FindLastIndex(one => _scores.Exists(score => score.Day == one.Day)) + 1)..],
            _ => attended,
        };
    }

    private static Contact Of(bool isAttended) => isAttended ? Treated() : Missed();

    private sealed record Appointment(int Place, int Day, bool IsAttended);

    /// <summary>A number that stands.</summary>
    /// <param name="Id">The entry that reached it.</param>
    /// <param name="Last">The entry that told of the last of the sessions then counted.</param>
    /// <param name="DueOn">The morning on which it is told.</param>
    /// <param name="Places">The sessions that stand.</param>
    /// <param name="IsCorrection">A correction or withdrawal reached it.</param>
    private sealed record Run(int Id, int Last, int DueOn, HashSet<int> Places, bool IsCorrection);
}
