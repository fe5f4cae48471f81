using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Cohorts;
using Wire = SteppedCare.V1;

namespace SteppedCare.LoadTests.Year;

/// <summary>Care as the policy would have it: the service asks, closes what the policy raises, confirms what it advises, and does it.</summary>
internal sealed class Following(Habits habits, Tally tally, TimeProvider clock)
{
    // After every appointment of the day; asked again the same evening once a question about risk is closed.
    private static readonly TimeOnly s_evening = new(18, 0);

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    internal async Task<Course?> TellAsync(Wire.DecisionService.DecisionServiceClient client, Provider provider, Referral referral)
    {
        var course = referral.Cohort.Followed(referral.Number, habits);
        var messages = new CourseMessages(provider.Service, course.Course, referral.On);
        var calls = new EpisodeCalls(client, tally, new Persistence(tally, clock, s_patience), new Random((int)referral.Number));
        var turns = 0;
        foreach (var turn in course.Turns())
        {
            turns++;
            var asOf = referral.On.AddDays(turn.Day).ToDateTime(s_evening.AddMinutes(turns % 60), DateTimeKind.Utc).ToTimestamp();
            var decision = turn.Question switch
            {
                Wire.DecisionCall.Triage => await calls.TriageAsync(messages.Triage(), asOf),
                Wire.DecisionCall.Review => await calls.ReviewAsync(Review(turn, turns), asOf),
                _ => null,
            };
            if (turn.Question == Wire.DecisionCall.Unspecified)
            {
                await calls.RecordAsync(Ending(new CourseMessages(provider.Service, course.Course, referral.On), turn));
            }
            else if (decision is not null)
            {
                await ActAsync(calls, decision, turn.Hear(AdviceOf(decision, referral.On)), turns);
            }

            if (calls.IsRefused)
            {
                return null;
            }
        }

        return course.Course;

        Wire.ReviewRequest Review(Turn turn, int number) => new()
        {
            Service = provider.Service,
            Episode = course.Course.Person.Episode,
            RequestId = Named("review", number),
            Events = { turn.Sittings.SelectMany(messages.Sitting) },
        };

        Wire.RecordEventsRequest Ending(CourseMessages whole, Turn turn) => new()
        {
            Service = provider.Service,
            Episode = course.Course.Person.Episode,
            RequestId = "end",
            Events = { turn.Sittings.SelectMany(whole.Sitting), whole.Ending() },
        };
    }

    private static async Task ActAsync(EpisodeCalls calls, Wire.Decision decision, Acts acts, int turn)
    {
        foreach (var task in acts.ClosesTasks ? decision.Tasks : [])
        {
            await calls.CloseAsync(new Wire.CloseTaskRequest
            {
                Name = task.Name,
                RequestId = Named(task.Kind.ToString(), turn),
                Person = "supervisor-1",
                Reason = Acts.ReasonOf(task.Kind),
                SeenVersion = calls.Version,
            });
        }

        if (acts.Confirmation is { } act)
        {
            var request = new Wire.ConfirmDecisionRequest { Name = decision.Name, RequestId = Named("confirm", turn), Clinician = "clinician-1" };
            if (act.Override == Wire.OverrideReason.Unspecified)
            {
                request.Accept = new Wire.Accept { ChecklistsDone = true };
            }
            else
            {
                request.Override = new Wire.Override { Outcome = act.Outcome, Step = act.Step, Reason = act.Override };
            }

            await calls.ConfirmAsync(request);
        }
    }

    private static Advice AdviceOf(Wire.Decision decision, DateOnly referredOn) => new(
        decision.Advice.Outcome,
        decision.Advice.Step,
        [.. decision.Advice.Alternatives],
        NamedBy(decision) is { } next ? DateOnly.FromDateTime(next).DayNumber - referredOn.DayNumber : null,
        decision.Advice.Flags.Contains(Wire.Flag.RiskFirst));

    // A rule counts whole days from the decision; a watch of the policy, which raises work and asks for no review, falls due with a day's beginning.
    private static DateTime? NamedBy(Wire.Decision decision) =>
        decision.NextReview?.ToDateTime() is { } next && next.TimeOfDay == decision.AsOf.ToDateTime().TimeOfDay ? next : null;

    private static string Named(string call, int number) => string.Create(CultureInfo.InvariantCulture, $"{call}-{number}");
}
