using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.LoadTests.Records;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Crash;

/// <summary>One portal: it opens episodes of its own, writes to them and to the shared ones, and does what clinicians do with the answers.</summary>
internal sealed class Caller
{
    private const int OneInShared = 4;

    private readonly int _number;
    private readonly IReadOnlyList<CourseOfCare> _shared;
    private readonly List<CourseOfCare> _own = [];
    private readonly Random _chance;
    private readonly EventSource _events;
    private readonly Writing _writing;
    private readonly Reading _reading;
    private int _requests;

    internal Caller(
        int number, Random chance, EventSource events, IReadOnlyList<CourseOfCare> shared, DecisionService.DecisionServiceClient client,
        Persistence persistence, Ledger ledger, Tally tally)
    {
        _number = number;
        _shared = shared;
        _chance = chance;
        _events = events;
        _writing = new Writing(client, persistence, ledger, tally, chance);
        _reading = new Reading(client, persistence, ledger, tally, chance);
    }

    internal async Task CallAsync()
    {
        if (_own.Count == 0)
        {
            await OpenAsync();
            return;
        }

        var course = _chance.Next(OneInShared) == 0 ? _shared[_chance.Next(_shared.Count)] : _own[_chance.Next(_own.Count)];
        await (_chance.Next(100) switch
        {
            < 6 => OpenAsync(),
            < 36 => ReviewAsync(course),
            < 64 => RecordAsync(course),
            < 74 => ConfirmAsync(course),
            < 82 => ActOnTaskAsync(course),
            < 91 => _reading.EpisodeAsync(course),
            _ => _reading.EvaluateAsync(course, [.. _events.Session(course)]),
        });
    }

    internal Task RepeatAllAsync() => _writing.RepeatAllAsync();

    /// <summary>Opens an episode with its triage.</summary>
    internal async Task TriageAsync(CourseOfCare course)
    {
        var request = new TriageRequest { Service = CourseOfCare.Service, Episode = course.Name, RequestId = NextId() };
        request.Events.AddRange(_events.Opening(course));
        if (await _writing.TriageAsync(request) is { } triage)
        {
            course.Latest = triage.Clinician;
            course.Correctable = Place(triage.TrajectoryVersion, request.Events);
        }
    }

    private async Task OpenAsync()
    {
        var course = _events.Begin(string.Create(CultureInfo.InvariantCulture, $"c{_number}-{_own.Count}"), shared: false);
        await TriageAsync(course);
        _own.Add(course);
    }

    private async Task ReviewAsync(CourseOfCare course)
    {
        var request = new ReviewRequest { Service = CourseOfCare.Service, Episode = course.Name, RequestId = NextId() };
        if (_chance.Next(4) > 0)
        {
            request.Events.AddRange(_events.Session(course));
        }

        if (await _writing.ReviewAsync(request) is { } review)
        {
            course.Latest = review.Clinician;
            course.Correctable = course.Shared ? null : Place(review.TrajectoryVersion, request.Events) ?? course.Correctable;
        }
    }

    private async Task RecordAsync(CourseOfCare course)
    {
        var request = new RecordEventsRequest { Service = CourseOfCare.Service, Episode = course.Name, RequestId = NextId() };
        if (course is { Shared: false, Correctable: { } place } && _chance.Next(4) == 0)
        {
            var withdraws = _chance.Next(3) == 0;
            request.Events.Add(withdraws ? _events.Withdrawal(place) : _events.Correction(course, place));
            course.Correctable = withdraws ? null : place;
        }
        else
        {
            request.Events.AddRange(Enumerable.Range(0, _chance.Next(1, 4)).Select(_ => _events.Smaller(course)));
            if (_chance.Next(3) == 0)
            {
                request.Events[0].Id = $"{request.RequestId}-event";
            }
        }

        await _writing.RecordAsync(request);
    }

    private async Task ConfirmAsync(CourseOfCare course)
    {
        if (course.Latest is not { } decision)
        {
            return;
        }

        var id = NextId();
        var request = new ConfirmDecisionRequest { Name = decision.Name, RequestId = id, Clinician = $"clinician-{id}" };
        if (decision.Advice.Outcome is Outcome.InsufficientData or Outcome.Indeterminate || _chance.Next(4) == 0)
        {
            request.Override = new Override { Outcome = Outcome.Continue, Step = Step.Low, Reason = OverrideReason.ClinicalJudgement };
        }
        else
        {
            request.Accept = new Accept { ChecklistsDone = true };
        }

        await _writing.ConfirmAsync(course, request);
    }

    private async Task ActOnTaskAsync(CourseOfCare course)
    {
        if (course.Latest is not { Tasks.Count: > 0 } decision)
        {
            await _reading.EpisodeAsync(course);
            return;
        }

        var name = decision.Tasks[_chance.Next(decision.Tasks.Count)].Name;
        var id = NextId();
        if (_chance.Next(2) == 0)
        {
            await _writing.AcknowledgeAsync(course, new AcknowledgeTaskRequest { Name = name, RequestId = id, Person = $"person-{id}" });
        }
        else
        {
            var request = new CloseTaskRequest
            {
                Name = name, RequestId = id, Person = $"person-{id}", Reason = TaskCloseReason.PersonContacted, SeenVersion = CourseOfCare.VersionOf(decision),
            };
            await _writing.CloseAsync(course, request);
        }
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"r{_number}-{_requests++}");

    private static string? Place(int version, IEnumerable<Event> told) => told.Index()
        .Where(entry => entry.Item.ScoreRecorded is { Instrument: Instrument.Phq9 })
        .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{version}.{entry.Index}"))
        .FirstOrDefault();
}
