using System.Diagnostics;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Oversight;

/// <summary>What an export tells, as the contract has it. Core's lists have the contract's numbers.</summary>
internal static class ExportReplies
{
    // Far below what gRPC's clients take at once, and little enough that a bad line brings one through; whatever one write holds stays together.
    private const int LargeEnough = 32 * 1024;

    /// <summary>The messages that hold it: as few as their size allows.</summary>
    internal static IEnumerable<Wire.ExportResponse> Told(Wire.ExportRequest request, ExportAnswer answer)
    {
        var reply = new Wire.ExportResponse { Progress = answer.Progress };
        var size = 0;
        foreach (var write in answer.Writes)
        {
            if (size >= LargeEnough)
            {
                yield return reply;
                reply = new Wire.ExportResponse { Progress = answer.Progress };
                size = 0;
            }

            foreach (var record in write.Contents.Select(content => Record(write, content)))
            {
                reply.Records.Add(record);
                size += record.CalculateSize();
            }

            if (size >= LargeEnough)
            {
                reply.ResumeToken = OversightTokens.OfExport(request, write.At);
            }
        }

        reply.ResumeToken = OversightTokens.OfExport(request, answer.At);
        yield return reply;
    }

    private static Wire.ExportRecord Record(ExportedWrite write, ExportedContent content)
    {
        var record = new Wire.ExportRecord
        {
            Episode = ResourceNames.Episode(write.Key), TrajectoryVersion = write.Version, RecordedAt = DecisionReplies.Instant(write.RecordedAt),
        };
        switch (content)
        {
            case ExportedEvent told:
                record.Event = EpisodeReplies.Event(told.Event);
                break;
            case ExportedDecision decision:
                record.Decision = new Wire.ExportedDecision { Decision = DecisionReplies.Decision(decision.Decision) };
                DecisionReplies.AddFacts(record.Decision.Facts, decision.Facts);
                break;
            case ExportedAct { Act: var act }:
                record.Act = Act(write.Key, act);
                break;
            case ExportedTask { Task: var task }:
                record.Task = DecisionReplies.Task(task);
                break;
            case ExportedNotice { Notice: var notice }:
                record.Notice = new Wire.ClockNotice
                {
                    Watch = notice.Watch, FellDueAt = DecisionReplies.Instant(notice.FellDue), Tasks = { notice.Tasks.Select(task => (Wire.TaskKind)task.Kind) },
                };
                break;
            case ExportedEpisode { Episode: var episode }:
                record.Whole = EpisodeReplies.Found(episode).Episode;
                break;
            case ExportedUnreadable:
                record.Unreadable = true;
                break;
            default:
                throw new UnreachableException($"{content.GetType().Name} is not in the contract.");
        }

        return record;
    }

    private static Wire.HumanAct Act(EpisodeKey key, EpisodeAct act)
    {
        var (told, seen) = act switch
        {
            Confirmed confirmed => (
                new Wire.HumanAct
                {
                    Kind = confirmed.Override == OverrideReason.None ? Wire.HumanActKind.Accepted : Wire.HumanActKind.Overridden,
                    Subject = ResourceNames.Decision(key, confirmed.DecisionVersion),
                    Person = confirmed.Clinician,
                    Outcome = (Wire.Outcome)confirmed.Outcome,
                    Step = (Wire.Step)confirmed.Step,
                    OverrideReason = (Wire.OverrideReason)confirmed.Override,
                },
                (int?)null),
            TaskAcknowledged acknowledged => (
                new Wire.HumanAct { Kind = Wire.HumanActKind.Acknowledged, Subject = ResourceNames.Task(key, acknowledged.Kind), Person = acknowledged.Person },
                acknowledged.SeenVersion),
            TaskClosed closed => (
                new Wire.HumanAct
                {
                    Kind = Wire.HumanActKind.Closed,
                    Subject = ResourceNames.Task(key, closed.Kind),
                    Person = closed.Person,
                    CloseReason = (Wire.TaskCloseReason)closed.Reason,
                },
                closed.SeenVersion),
            _ => throw new UnreachableException($"{act.GetType().Name} is no act of a person."),
        };
        if (seen is { } version)
        {
            told.SeenVersion = version;
        }

        return told;
    }
}
