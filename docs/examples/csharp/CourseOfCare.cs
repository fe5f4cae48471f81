using Google.Protobuf.Collections;
using SteppedCare.Client;
using SteppedCare.V1;
using static SteppedCare.Examples.Said;

namespace SteppedCare.Examples;

/// <summary>From the referral to a step up, and through a risk answer.</summary>
internal static class CourseOfCare
{
    internal static async System.Threading.Tasks.Task<(TriageRequest First, RepeatedField<CrisisContact> Contacts)> PlayAsync(SteppedCareClient portal)
    {
        var episode = Told.NewEpisode("course");
        var first = Told.Triage(episode);
        var entered = await portal.Decisions.TriageAsync(first);
        Console.WriteLine($"triage: {Advised(entered.Clinician)}");

        // The message has its id now: sent again, it is the same request.
        var again = await portal.Decisions.TriageAsync(first);
        Console.WriteLine($"triage, sent again: {(again.Clinician.Name == entered.Clinician.Name ? "the same decision" : "another decision")}");
        Console.WriteLine($"confirm: {Confirmed(await portal.Decisions.ConfirmDecisionAsync(Accept(entered.Clinician)))}");
        var read = (await portal.Decisions.GetDecisionAsync(new() { Name = entered.Clinician.Name })).Decision;
        Console.WriteLine($"read again: {Advised(read)}, {read.Confirmation.Clinician}");

        var latest = new ReviewResponse();
        foreach (var day in new[] { "2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09" })
        {
            Event[] began = day == "2026-02-16" ? [Told.Started(day, Step.Low)] : [];
            latest = await portal.Decisions.ReviewAsync(Told.Review(episode, day, [.. began, .. Told.Session(day, Told.Stuck)]));
            Console.WriteLine($"review on {day}: {Advised(latest.Clinician)}");
        }

        Console.WriteLine($"checklist: {string.Join(' ', latest.Clinician.Advice.Checklists.Select(Name))}");
        Console.WriteLine($"confirm: {Failed(await Refused.ByAsync(portal.Decisions.ConfirmDecisionAsync(Accept(latest.Clinician))))}");
        Console.WriteLine($"confirm, gone through: {Confirmed(await portal.Decisions.ConfirmDecisionAsync(Accept(latest.Clinician, checklistsDone: true)))}");

        // Evaluated, nothing is written; recorded, nothing is decided.
        var better = await portal.Decisions.EvaluateAsync(Told.WhatIf(episode, "2026-03-12", Told.Session("2026-03-12", Told.Well)));
        Console.WriteLine($"what if mood had lifted: {Advised(better.Assessment.Advice)}");
        var recorded = await portal.Decisions.RecordEventsAsync(Told.Record(episode, Told.Missed("2026-03-12")));
        Console.WriteLine($"recorded: version {recorded.TrajectoryVersion}");
        return (first, await RiskAsync(portal, episode));
    }

    // A risk answer: the contacts are shown at once, whatever the recommendation is.
    private static async System.Threading.Tasks.Task<RepeatedField<CrisisContact>> RiskAsync(SteppedCareClient portal, string episode)
    {
        const string Day = "2026-03-16";
        var reply = await portal.Decisions.ReviewAsync(Told.Review(episode, Day, [Told.Started(Day, Step.High), .. Told.Session(Day, Told.ThoughtsOfDeath)]));
        Console.WriteLine($"review on {Day}: {Advised(reply.Clinician)}");
        if (reply.Contingency.ShowNow)
        {
            Console.WriteLine($"to the person at once: {Shown(reply.Contingency.Contacts)}");
        }

        var task = reply.Clinician.Tasks.Single(task => task.RiskFirst);
        Console.WriteLine($"task: {Name(task.Kind)}");
        Console.WriteLine($"confirm: {Failed(await Refused.ByAsync(portal.Decisions.ConfirmDecisionAsync(Accept(reply.Clinician))))}");
        var taken = await portal.Decisions.AcknowledgeTaskAsync(new() { Name = task.Name, Person = "nurse-b", SeenVersion = reply.TrajectoryVersion });
        Console.WriteLine($"acknowledge: {taken.Task.AcknowledgedBy}");
        Console.WriteLine($"confirm, after that: {Confirmed(await portal.Decisions.ConfirmDecisionAsync(Accept(reply.Clinician)))}");
        Console.WriteLine($"close, by somebody who saw less: {Failed(await Refused.ByAsync(portal.Decisions.CloseTaskAsync(Close(task, seen: 1))))}");
        var closed = await portal.Decisions.CloseTaskAsync(Close(task, reply.TrajectoryVersion));
        Console.WriteLine($"close: {Name(closed.Task.CloseReason)} by {closed.Task.ClosedBy}");
        return reply.Contingency.Contacts;
    }

    private static ConfirmDecisionRequest Accept(Decision decision, bool checklistsDone = false) =>
        new() { Name = decision.Name, Clinician = "dr-a", Accept = new() { ChecklistsDone = checklistsDone } };

    private static CloseTaskRequest Close(V1.Task task, int seen) =>
        new() { Name = task.Name, Person = "nurse-b", Reason = TaskCloseReason.SafetyPlanAgreed, SeenVersion = seen };
}
