using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Year;

/// <summary>Care as practised: a referral is told whole, as it happened, and nobody asks.</summary>
internal sealed class Practised(Tally tally, TimeProvider clock)
{
    // Fewer than the contract takes at once.
    private const int MostEvents = 150;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    internal async Task<Course?> TellAsync(DecisionService.DecisionServiceClient client, Provider provider, Referral referral)
    {
        var course = referral.Cohort[referral.Number];
        var messages = new CourseMessages(provider.Service, course, referral.On);
        var ending = messages.Ending();
        var history = messages.Opening().Concat(Enumerable.Range(0, course.Sittings.Length).SelectMany(messages.Sitting)).Append(ending);
        foreach (var (part, events) in history.Chunk(MostEvents).Index())
        {
            var request = new RecordEventsRequest
            {
                Service = provider.Service, Episode = course.Person.Episode, RequestId = $"year-{part}", AuditAttributes = CourseMessages.AuditOf(course.Person.Audit), Events = { events },
            };
            if (events.Contains(ending))
            {
                Said.AddTo(request, course);
            }

            var settled = await new Persistence(tally, clock, s_patience).SendAsync(call => client.RecordEventsAsync(request, call), new Random((int)referral.Number));
            if (settled.Reply is null)
            {
                tally.Refused("RecordEvents", settled.Reason);
                return null;
            }

            tally.Answered("RecordEvents");
        }

        return course;
    }
}
