using Google.Protobuf.WellKnownTypes;
using SteppedCare.Server.Oversight;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Oversight;

/// <summary>What a service lead is told, as the contract has it. Core's lists have the contract's numbers.</summary>
internal static class OversightReplies
{
    internal static Wire.ListWorklistResponse Listed(Wire.ListWorklistRequest request, WorklistAnswer answer) => new()
    {
        Items = { answer.Items.Select(item => Of(item, answer.AsOf)) },
        NextPageToken = OversightTokens.OfPage(request, answer.Next),
        Counts =
        {
            answer.Counts.Select(counted => new Wire.UrgencyCount { Urgency = (Wire.Urgency)counted.Urgency, Open = counted.Open, Overdue = counted.Overdue }),
        },
        WatchToken = OversightTokens.OfWatch(request.Service, answer.Watch),
        AsOf = DecisionReplies.Instant(answer.AsOf),
    };

    internal static Wire.ListDecisionsResponse Listed(Wire.ListDecisionsRequest request, DecisionsAnswer answer) => new()
    {
        Decisions = { answer.Decisions.Select(Of) },
        NextPageToken = OversightTokens.OfPage(request, answer.Next),
    };

    internal static Wire.WatchWorklistResponse Told(WatchQuery query, WatchAnswer answer, DateTimeOffset now) => new()
    {
        Changes =
        {
            answer.News?.Tasks.Where(task => query.Kinds.IsEmpty || query.Kinds.Contains(task.Item.Task.Kind))
                .Select(task => new Wire.ChangedTask { Change = (Wire.TaskChange)task.Change, Item = Of(task.Item, now) }) ?? [],
        },
        ResumeToken = OversightTokens.OfWatch(query.Service, answer.At),
        At = DecisionReplies.Instant(answer.Instant),
    };

    internal static Wire.WatchDecisionsResponse Told(WatchQuery query, WatchAnswer answer) => new()
    {
        Changes =
        {
            answer.News?.Decisions.Select(decision => new Wire.ChangedDecision { Change = (Wire.DecisionChange)decision.Change, Decision = Of(decision.Item) }) ?? [],
        },
        ResumeToken = OversightTokens.OfWatch(query.Service, answer.At),
        At = DecisionReplies.Instant(answer.Instant),
    };

    private static Wire.WorklistItem Of(OpenItem item, DateTimeOffset now)
    {
        var task = item.Task;
        var age = (task.ClosedAt ?? now) - task.RaisedAt;
        return new Wire.WorklistItem
        {
            Episode = ResourceNames.Episode(task.Key),
            Task = DecisionReplies.Task(task),
            Urgency = (Wire.Urgency)Urgencies.Of(task.Kind),
            Step = (Wire.Step)item.Step,
            RaisedBy = item.RaisedBy is { } version ? ResourceNames.Decision(task.Key, version) : "",
            Age = Duration.FromTimeSpan(age > TimeSpan.Zero ? age : TimeSpan.Zero),
            Overdue = task.DueAt < (task.ClosedAt ?? now),
            TrajectoryVersion = item.Version,
        };
    }

    private static Wire.RecordedDecision Of(DecisionItem item) => new()
    {
        Summary = EpisodeReplies.Summary(item.Line),
        RecordedAt = DecisionReplies.Instant(item.RecordedAt),
        Provenance = new()
        {
            Policy = item.Revision.Policy,
            Version = item.Revision.Version,
            Digest = item.Revision.Digest,
            LanguageVersion = item.LanguageVersion,
            Epoch = item.Epoch,
        },
        Tasks = { item.Tasks.Select(kind => (Wire.TaskKind)kind) },
    };
}
