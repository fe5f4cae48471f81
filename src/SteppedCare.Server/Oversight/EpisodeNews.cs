using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>What one write changed for those who watch.</summary>
/// <param name="RecordedAt">When it was written.</param>
/// <param name="Tasks">What became of tasks, the most urgent kind first.</param>
/// <param name="Decisions">What became of decisions.</param>
internal sealed record EpisodeNews(DateTimeOffset RecordedAt, ImmutableArray<TaskNews> Tasks, ImmutableArray<DecisionNews> Decisions)
{
    /// <summary>What the write of that version changed; null when nothing of this kind, or when there is no such version.</summary>
    internal static EpisodeNews? Of(EpisodeKey key, Trajectory trajectory, int version, TimeZoneInfo zone)
    {
        if (version > trajectory.Version)
        {
            return null;
        }

        var before = EpisodeHistory.Of(trajectory with { Entries = trajectory.Entries[..(version - 1)] }, zone);
        var after = EpisodeHistory.Of(trajectory with { Entries = trajectory.Entries[..version] }, zone);
        var news = new EpisodeNews(trajectory.Entries[version - 1].RecordedAt, [.. TasksOf(key, before, after)], [.. DecisionsOf(key, before, after)]);
        return news.Tasks.IsEmpty && news.Decisions.IsEmpty ? null : news;
    }

    private static IEnumerable<TaskNews> TasksOf(EpisodeKey key, EpisodeHistory before, EpisodeHistory after)
    {
        var closed = after.ClosedTasks.Where(task => task.ClosedVersion == after.Version)
            .Concat(after.LapsedTasks.Where(task => before.FindOpenTask(task.Kind) is not null))
            .Select(task => (Task: task, Change: TaskChange.Closed));
        var open = after.OpenTasks.Select(task => (Task: task, Change: ChangeOf(before, task, OpenTask.StepOf(before) != OpenTask.StepOf(after))));
        return closed.Concat(open)
            .Where(pair => pair.Change != TaskChange.None)
            .OrderBy(pair => Urgencies.Of(pair.Task.Kind)).ThenBy(pair => pair.Task.Kind)
            .Select(pair => new TaskNews(pair.Change, OpenItem.Of(key, after, pair.Task)));
    }

    private static TaskChange ChangeOf(EpisodeHistory before, EpisodeTask task, bool isAtAnotherStep) =>
        before.FindOpenTask(task.Kind) is not { } known ? TaskChange.Raised
        : known.AcknowledgedAt != task.AcknowledgedAt || known.AcknowledgedBy != task.AcknowledgedBy || known.SeenVersion != task.SeenVersion ? TaskChange.Acknowledged
        : known != task || isAtAnotherStep ? TaskChange.Changed
        : TaskChange.None;

    private static IEnumerable<DecisionNews> DecisionsOf(EpisodeKey key, EpisodeHistory before, EpisodeHistory after)
    {
        foreach (var decision in after.Decisions)
        {
            if (decision.Version == after.Version)
            {
                yield return new(DecisionChange.Recorded, DecisionItem.Of(key, after, decision));
            }
            else if (after.ConfirmationOf(decision.Version)?.Version == after.Version)
            {
                yield return new(DecisionChange.Confirmed, DecisionItem.Of(key, after, decision));
            }

            if (decision.Version < after.Version && after.InputsChanged(decision.Version) && !before.InputsChanged(decision.Version))
            {
                yield return new(DecisionChange.InputsChanged, DecisionItem.Of(key, after, decision));
            }
        }
    }
}

/// <summary>What became of a task.</summary>
internal sealed record TaskNews(TaskChange Change, OpenItem Item);

/// <summary>What became of a decision.</summary>
internal sealed record DecisionNews(DecisionChange Change, DecisionItem Item);

/// <summary>What can become of a task. The numbers are those of the contract.</summary>
internal enum TaskChange
{
    None = 0,
    Raised = 1,
    Acknowledged = 2,
    Closed = 3,
    Changed = 4,
}

/// <summary>What can become of a decision. The numbers are those of the contract.</summary>
internal enum DecisionChange
{
    None = 0,
    Recorded = 1,
    Confirmed = 2,
    InputsChanged = 3,
}
