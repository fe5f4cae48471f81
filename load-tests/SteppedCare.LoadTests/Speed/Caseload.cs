using System.Globalization;
using Google.Protobuf;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Speed;

/// <summary>Stored episodes in treatment, and the requests that are measured on them.</summary>
internal sealed class Caseload
{
    private const int PreparedAtOnce = 64;

    private readonly EventSource _events;
    private readonly CourseOfCare[] _courses;
    private readonly Event[][] _sessions;
    private readonly CourseOfCare _untouched;
    private int _next;

    internal Caseload(int episodes, DateOnly yesterday)
    {
        _events = new EventSource(new Random(episodes), yesterday, 100_000);
        _courses = [.. Enumerable.Range(0, episodes).Select(number => _events.Begin(string.Create(CultureInfo.InvariantCulture, $"s{number}"), shared: false))];
        _sessions = [.. _courses.Select(course => _events.Session(course).ToArray())];
        _untouched = _events.Begin("untouched", shared: false);
        EvaluateAlone = new EvaluateRequest { Service = CourseOfCare.Service, Call = DecisionCall.Review };
        EvaluateAlone.Events.AddRange([.. _events.Opening(_untouched), .. _events.Session(_untouched), .. _events.Session(_untouched)]);
        EvaluateStored = new EvaluateRequest { Service = CourseOfCare.Service, Episode = _untouched.Name, Call = DecisionCall.Review };
        EvaluateStored.Events.AddRange(_events.Session(_untouched));
    }

    internal int Reviews => Volatile.Read(ref _next);

    /// <summary>After another session, of the next person in turn: never the same request twice.</summary>
    internal ReviewRequest NextReview()
    {
        var number = Interlocked.Increment(ref _next);
        var request = new ReviewRequest
        {
            Service = CourseOfCare.Service,
            Episode = _courses[number % _courses.Length].Name,
            RequestId = string.Create(CultureInfo.InvariantCulture, $"review-{number:D8}"),
        };
        request.Events.AddRange(_sessions[number % _courses.Length]);
        return request;
    }

    /// <summary>A question that carries its whole history: referral and two sessions.</summary>
    internal EvaluateRequest EvaluateAlone { get; }

    /// <summary>A question about a stored episode and one session more. No Review touches that episode, so that the answer stays what it is.</summary>
    internal EvaluateRequest EvaluateStored { get; }

    /// <summary>Triage and a first session of every episode.</summary>
    internal async Task PrepareAsync(ServiceClients clients)
    {
        // Drawn before they are sent: a source of events is for one caller.
        var requests = _courses.Append(_untouched).Select(course =>
        {
            var request = new TriageRequest { Service = CourseOfCare.Service, Episode = course.Name, RequestId = "triage" };
            request.Events.AddRange([.. _events.Opening(course), .. _events.Session(course)]);
            return request;
        }).ToArray();
        await Parallel.ForEachAsync(
            requests.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = PreparedAtOnce },
            async (entry, cancellationToken) => await clients[entry.Index].TriageAsync(entry.Item, cancellationToken: cancellationToken));
    }

    /// <summary>Keeps what the service answers, for the bare handler to answer with.</summary>
    internal async Task<Replies> RecordAsync(ServiceClients clients, string folder)
    {
        var review = NextReview();
        var replies = new Replies(
            review,
            await clients[0].ReviewAsync(review),
            await clients[0].EvaluateAsync(EvaluateAlone),
            await clients[0].EvaluateAsync(EvaluateStored));
        await File.WriteAllBytesAsync(Path.Combine(folder, "review.bin"), replies.Review.ToByteArray());
        await File.WriteAllBytesAsync(Path.Combine(folder, "evaluate.bin"), replies.EvaluateAlone.ToByteArray());
        return replies;
    }
}

/// <summary>A Review as asked once, and what the service answered to it and to both kinds of Evaluate.</summary>
internal sealed record Replies(ReviewRequest Reviewed, ReviewResponse Review, EvaluateResponse EvaluateAlone, EvaluateResponse EvaluateStored);
