using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.LoadTests.Crash;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Failover;

/// <summary>One portal that writes to episodes of its own, one write after another, and sends each again under the same id until it is answered.</summary>
internal sealed class MarkingCaller(
    int number, Random chance, EventSource events, DecisionService.DecisionServiceClient client, Persistence persistence, MarkedWrites writes, Tally tally, Progress progress,
    TimeProvider clock)
{
    private const int OwnEpisodes = 8;

    private readonly CourseOfCare[] _courses =
        [.. Enumerable.Range(0, OwnEpisodes).Select(episode => events.Begin(string.Create(CultureInfo.InvariantCulture, $"f{number}-{episode}"), shared: false))];

    private int _requests;

    internal async Task OpenAsync()
    {
        foreach (var course in _courses)
        {
            var request = new TriageRequest { Service = CourseOfCare.Service, Episode = course.Name, RequestId = NextId() };
            request.Events.AddRange(events.Opening(course));
            Settle("Triage", await persistence.SendAsync(options => client.TriageAsync(request, options), chance));
        }
    }

    /// <summary>One write: a review with the session's questionnaires, or an appointment alone.</summary>
    internal async Task WriteAsync()
    {
        var course = _courses[chance.Next(_courses.Length)];
        var session = events.Session(course).ToArray();
        var mark = session[^1].Contact.TherapyCode;
        var began = clock.GetTimestamp();
        var acknowledged = chance.Next(2) == 0 ? await ReviewAsync(course, session) : await RecordAsync(course, session[^1]);
        writes.Waited(clock.GetElapsedTime(began));
        if (acknowledged)
        {
            writes.Acknowledged(course.Name, mark);
            progress.Advance();
        }
    }

    private async Task<bool> ReviewAsync(CourseOfCare course, Event[] session)
    {
        var request = new ReviewRequest { Service = CourseOfCare.Service, Episode = course.Name, RequestId = NextId() };
        request.Events.AddRange(session);
        return Settle("Review", await persistence.SendAsync(options => client.ReviewAsync(request, options), chance));
    }

    private async Task<bool> RecordAsync(CourseOfCare course, Event appointment)
    {
        var request = new RecordEventsRequest { Service = CourseOfCare.Service, Episode = course.Name, RequestId = NextId() };
        request.Events.Add(appointment);
        return Settle("RecordEvents", await persistence.SendAsync(options => client.RecordEventsAsync(request, options), chance));
    }

    private bool Settle<TReply>(string call, Settled<TReply> settled)
        where TReply : class
    {
        if (settled.Reply is null)
        {
            tally.Refused(call, settled.Reason);
            return false;
        }

        tally.Answered(call);
        return true;
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"r{number}-{_requests++}");
}
