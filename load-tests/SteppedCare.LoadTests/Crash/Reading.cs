using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.LoadTests.Records;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Crash;

/// <summary>The calls that write nothing. What was acknowledged before one of them began must be in its answer.</summary>
internal sealed class Reading(DecisionService.DecisionServiceClient client, Persistence persistence, Ledger ledger, Tally tally, Random chance)
{
    internal async Task EpisodeAsync(CourseOfCare course)
    {
        var atLeast = ledger.NewestVersion(course.Name);
        if (await ReadAsync(course.Name) is { } episode && episode.TrajectoryVersion < atLeast)
        {
            ledger.Breach($"{episode.Name} is read at version {episode.TrajectoryVersion} after version {atLeast} was acknowledged");
        }
    }

    /// <summary>An episode as recorded; null, and a breach, when it cannot be had.</summary>
    internal async Task<Episode?> ReadAsync(string episode)
    {
        var request = new GetEpisodeRequest { Service = CourseOfCare.Service, Episode = episode };
        var settled = await persistence.SendAsync(options => client.GetEpisodeAsync(request, options), chance);
        return Settle("GetEpisode", episode, settled)?.Episode;
    }

    /// <summary>A decision explained again; null, and a breach, when it cannot be had.</summary>
    internal async Task<Decision?> ExplainAsync(string name)
    {
        var settled = await persistence.SendAsync(options => client.GetDecisionAsync(new GetDecisionRequest { Name = name }, options), chance);
        return Settle("GetDecision", name, settled)?.Decision;
    }

    internal async Task EvaluateAsync(CourseOfCare course, IReadOnlyList<Event> events)
    {
        var request = new EvaluateRequest { Service = CourseOfCare.Service, Episode = course.Name, Call = DecisionCall.Review };
        request.Events.AddRange(events);
        Settle("Evaluate", course.Name, await persistence.SendAsync(options => client.EvaluateAsync(request, options), chance));
    }

    private TReply? Settle<TReply>(string call, string what, Settled<TReply> settled)
        where TReply : class
    {
        if (settled.Reply is null)
        {
            ledger.Breach($"{call} of {what} ended with {settled.Reason}");
            return null;
        }

        tally.Answered(call);
        return settled.Reply;
    }
}
