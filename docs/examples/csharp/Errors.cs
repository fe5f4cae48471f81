using SteppedCare.Client;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;
using static SteppedCare.Examples.Said;

namespace SteppedCare.Examples;

/// <summary>What can go wrong, and what a portal does.</summary>
internal static class Errors
{
    internal static async Task PlayAsync(
        SteppedCareClient portal, TriageRequest first, IEnumerable<CrisisContact> contacts, Func<Uri, SteppedCareClient> connect)
    {
        var bad = Told.Triage("no such name");
        bad.Events.Clear();
        bad.Events.Add(Told.Referral("soon"));
        Console.WriteLine($"bad fields: {Failed(await Refused.ByAsync(portal.Decisions.TriageAsync(bad)))}");
        var nobody = new GetEpisodeRequest { Service = "demo", Episode = Told.NewEpisode("nobody") };
        Console.WriteLine($"unknown episode: {Failed(await Refused.ByAsync(portal.Decisions.GetEpisodeAsync(nobody)))}");
        var reused = new TriageRequest { Service = "demo", Episode = first.Episode, RequestId = first.RequestId, Events = { Told.Referral("2026-02-02") } };
        Console.WriteLine($"an id used again for something else: {Failed(await Refused.ByAsync(portal.Decisions.TriageAsync(reused)))}");
        var huge = Told.Review(first.Episode, "2026-03-23");
        huge.Service = new string('x', 1_100_000);
        Console.WriteLine($"too large: {Failed(await Refused.ByAsync(portal.Decisions.ReviewAsync(huge)))}");

        // Others write to the same episode: whoever is told ABORTED sends again.
        var reviews = Enumerable.Range(0, 4).Select(_ => Told.Review(first.Episode, "2026-03-23", Told.Attended("2026-03-23")));
        var replies = await Task.WhenAll(reviews.Select(review => UntilAnswered.ByAsync(() => portal.Decisions.ReviewAsync(review))));
        Console.WriteLine($"four at once: {replies.Select(reply => reply.TrajectoryVersion).Distinct().Count()} versions");

        // Nobody is there. The person is shown the contacts that the portal holds and handed to a human; the request is kept and sent again.
        var kept = Told.Triage(Told.NewEpisode("kept"));
        using var away = connect(new Uri("http://127.0.0.1:1"));
        var absent = await Refused.ByAsync(away.Decisions.TriageAsync(kept));
        Console.WriteLine($"nobody there: {Failed(absent)}; to the person: {Shown(contacts)}; to a human: yes");
        var answer = await UntilAnswered.ByAsync(() => portal.Decisions.TriageAsync(kept));
        Console.WriteLine($"nobody there, sent again: {Advised(answer.Clinician)}");
    }
}
