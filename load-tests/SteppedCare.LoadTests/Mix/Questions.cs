using Google.Protobuf.WellKnownTypes;
using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Mix;

/// <summary>What is asked about one course. Every question carries the history that it rests on, so that nothing need be stored.</summary>
internal sealed class Questions(Course course)
{
    // Treatment sessions at which a policy first looks again: talking-therapies' review points, asked of both policies alike.
    private const int SessionsLow = 4, SessionsHigh = 8;

    // Any day long past serves: nothing is asked of the clock. The evening is after every appointment of the day.
    private static readonly DateOnly s_referredOn = new(2024, 4, 2);
    private static readonly TimeOnly s_evening = new(18, 0);

    /// <summary>Where should care begin? On the day of the referral, with all that was answered then.</summary>
    internal EvaluateRequest Triage(string service) => Asked(service, DecisionCall.Triage, 0, Messages(service).Opening());

    /// <summary>Is the step still right? On the day of the first review point; null when the first stage of the course has none.</summary>
    internal EvaluateRequest? FirstReview(string service)
    {
        if (ReviewPoint() is not { } point)
        {
            return null;
        }

        var messages = Messages(service);
        return Asked(
            service,
            DecisionCall.Review,
            course.Sittings[point].Day,
            messages.Opening().Concat(Enumerable.Range(0, point + 1).SelectMany(messages.Sitting)));
    }

    /// <summary>The place of the fourth treatment session of a first stage at low intensity, of the eighth at high; null when the stage is shorter.</summary>
    internal int? ReviewPoint()
    {
        var needed = course.FirstStep switch { Step.Low => SessionsLow, Step.High => SessionsHigh, _ => int.MaxValue };
        var (stages, sessions) = (0, 0);
        for (var index = 0; index < course.Sittings.Length; index++)
        {
            stages += course.Sittings[index].BeginsStage ? 1 : 0;
            sessions += stages == 1 && course.Sittings[index].Treated ? 1 : 0;
            if (sessions == needed)
            {
                return index;
            }
        }

        return null;
    }

    private CourseMessages Messages(string service) => new(service, course, s_referredOn);

    private static EvaluateRequest Asked(string service, DecisionCall call, int day, IEnumerable<Event> events)
    {
        var request = new EvaluateRequest
        {
            Service = service,
            Call = call,
            AsOf = s_referredOn.AddDays(day).ToDateTime(s_evening, DateTimeKind.Utc).ToTimestamp(),
        };
        request.Events.AddRange(events);
        return request;
    }
}
