using System.Globalization;
using Google.Protobuf;
using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Day;

/// <summary>A call of the day: a Triage with what a referral brings, or a Review with what an appointment brings.</summary>
/// <param name="At">Its instant, counted from the opening.</param>
/// <param name="Request">A <see cref="TriageRequest"/> or a <see cref="ReviewRequest"/>.</param>
internal sealed record PlannedCall(TimeSpan At, IMessage Request);

/// <summary>
/// Everything that a day will send, drawn before any of it is sent. The day's referrals are the first courses. Its appointments belong to people who were
/// in care before: one each, any appointment of any finished course with equal chance, so that a long course is met more often than a short one.
/// </summary>
internal sealed class DayPlan
{
    // The contract's limit for one request.
    private const int MostEventsAtOnce = 200;

    // Appointments of a course past this one are never drawn: too few to tell, and the fewer places, the fewer courses are drawn in vain.
    private const int MostAppointments = 24;

    private readonly DayOptions _options;
    private readonly DateOnly _today;
    private readonly List<(CourseMessages Messages, Course Course, int Sitting)> _inCare = [];
    private readonly List<PlannedCall> _calls = [];
    private readonly Dictionary<string, EpisodeCount> _sent = new(StringComparer.Ordinal);

    /// <param name="options">How many of what.</param>
    /// <param name="courses">As many courses as it takes.</param>
    /// <param name="today">The date of the day; the past lies before it.</param>
    internal DayPlan(DayOptions options, IEnumerable<Course> courses, DateOnly today)
    {
        _options = options;
        _today = today;
        var chance = new Random(options.Seed);
        using var next = courses.GetEnumerator();
        foreach (var at in WorkingDay.Instants(options.Referrals, chance))
        {
            next.MoveNext();
            PlanReferral(at, next.Current);
        }

        foreach (var at in WorkingDay.Instants(options.Sessions, chance))
        {
            int sitting;
            do
            {
                next.MoveNext();
                sitting = chance.Next(MostAppointments);
            }
            while (!next.Current.Finished || sitting >= next.Current.Sittings.Length);

            PlanAppointment(at, next.Current, sitting);
        }

        _calls.Sort((one, other) => one.At.CompareTo(other.At));
    }

    /// <summary>The day's calls in order.</summary>
    internal IReadOnlyList<PlannedCall> Calls => _calls;

    /// <summary>What the store must hold of this run in the end, by episode.</summary>
    internal IReadOnlyDictionary<string, EpisodeCount> Sent => _sent;

    /// <summary>For each person in care the requests that tell the history up to this morning, in order.</summary>
    internal IEnumerable<IReadOnlyList<RecordEventsRequest>> Histories => _inCare.Select(person => History(person.Messages, person.Course, person.Sitting));

    private void PlanReferral(TimeSpan at, Course drawn)
    {
        var course = Named(drawn, 'r');
        var request = new CourseMessages(_options.Service, course, _today).Triage();
        _calls.Add(new PlannedCall(at, request));
        _sent.Add(request.Episode, new EpisodeCount(1, request.Events.Count, 1));
    }

    private void PlanAppointment(TimeSpan at, Course drawn, int sitting)
    {
        var course = Named(drawn, 's');
        var messages = new CourseMessages(_options.Service, course, _today.AddDays(-course.Sittings[sitting].Day));
        var request = messages.Review(sitting);
        var history = History(messages, course, sitting);
        _inCare.Add((messages, course, sitting));
        _calls.Add(new PlannedCall(at, request));
        _sent.Add(request.Episode, new EpisodeCount(history.Count + 1, history.Sum(told => told.Events.Count) + request.Events.Count, 1));
    }

    private Course Named(Course course, char kind) => course with
    {
        Person = course.Person with { Episode = string.Create(CultureInfo.InvariantCulture, $"{_options.Prefix}{kind}{_sent.Count}") },
    };

    private List<RecordEventsRequest> History(CourseMessages messages, Course course, int sitting)
    {
        var events = messages.Opening().Concat(Enumerable.Range(0, sitting).SelectMany(messages.Sitting));
        return [.. events.Chunk(MostEventsAtOnce).Select((told, part) =>
        {
            var request = new RecordEventsRequest
            {
                Service = _options.Service,
                Episode = course.Person.Episode,
                RequestId = string.Create(CultureInfo.InvariantCulture, $"history-{part}"),
                AuditAttributes = CourseMessages.AuditOf(course.Person.Audit),
            };
            request.Events.AddRange(told);
            return request;
        })];
    }
}
