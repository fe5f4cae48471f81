using Grpc.Core;
using SteppedCare.Client;
using static SteppedCare.Examples.Said;

namespace SteppedCare.Examples;

/// <summary>The answer does not come back: it may have happened, and happens once.</summary>
internal static class BrokenConnections
{
    internal static async Task PlayAsync(SteppedCareClient portal, Uri address, Func<Uri, SteppedCareClient> connect)
    {
        // The tests cut the connection where this id passes. The request was carried out all the same, and is carried out once.
        var cut = Told.Triage(Told.NewEpisode("cut"));
        cut.RequestId = $"please-cut-{Guid.CreateVersion7()}";
        var answer = await portal.Decisions.TriageAsync(cut);
        var episode = (await portal.Decisions.GetEpisodeAsync(new() { Service = "demo", Episode = cut.Episode })).Episode;
        Console.WriteLine($"cut off: {Advised(answer.Clinician)}, {episode.Decisions.Count} decision");

        // The tests hold back the answer where this id passes, so that the time runs out.
        var slow = Told.Triage(Told.NewEpisode("slow"));
        slow.RequestId = $"please-be-silent-{Guid.CreateVersion7()}";
        using var other = connect(address);
        var late = await Refused.ByAsync(other.Decisions.TriageAsync(slow, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(500)));
        Console.WriteLine($"out of time: {(late.Code == StatusCode.OK ? "it was in time" : Status(late.Code))}");
        answer = await UntilAnswered.ByAsync(() => portal.Decisions.TriageAsync(slow));
        Console.WriteLine($"out of time, sent again: {Advised(answer.Clinician)}");
    }
}
