using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>A page of the worklist.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Where the next page begins; null when this was the last.</param>
/// <param name="Counts">On the first page: what is open in each class.</param>
/// <param name="Watch">On the first page: from where a watch tells all that happened since.</param>
/// <param name="AsOf">What ages are held against.</param>
internal sealed record WorklistAnswer(
    ImmutableArray<OpenItem> Items, WorklistBookmark? Next, ImmutableArray<WorklistCount> Counts, LogVector? Watch, DateTimeOffset AsOf);

/// <summary>A task with what a lead needs to know of its episode.</summary>
/// <param name="Task">The task.</param>
/// <param name="Step">Where care is.</param>
/// <param name="RaisedBy">The version of the decision that raised it; null when none did.</param>
/// <param name="Version">The episode's version that this was read from; 0 where it cannot be read.</param>
internal sealed record OpenItem(TaskAnswer Task, Step Step, int? RaisedBy, int Version)
{
    internal static OpenItem Of(EpisodeKey key, EpisodeHistory history, EpisodeTask task) => new(
        TaskAnswers.Of(key, task), OpenTask.StepOf(history), history.FindDecision(task.RaisedVersion) is null ? null : task.RaisedVersion, history.Version);

    /// <summary>All that the index itself knows, where the trajectory cannot be read.</summary>
    internal static OpenItem Of(EpisodeKey key, OpenTask task) => new(
        new TaskAnswer(key, task.Kind, Enum.IsDefined(task.Kind) ? TimeBoxes.ActOf(task.Kind) : "A task of a later release", task.RaisedAt, task.Due, "", null, "", null, TaskCloseReason.Unspecified, RiskFirst: false, Notice: null),
        task.Step, null, 0);
}

/// <summary>A page of decisions.</summary>
internal sealed record DecisionsAnswer(ImmutableArray<DecisionItem> Decisions, LogVector? Next);

/// <summary>A decision with when and by what it was made.</summary>
internal sealed record DecisionItem(DecisionLine Line, DateTimeOffset RecordedAt, RevisionName Revision, int LanguageVersion, long Epoch, ImmutableArray<TaskKind> Tasks)
{
    internal static DecisionItem Of(EpisodeKey key, EpisodeHistory history, HistoryDecision decision) => new(
        EpisodeAnswers.LineOf(key, history, decision),
        history.Trajectory.Entries[decision.Version - 1].RecordedAt,
        decision.Record.Revision,
        decision.Record.LanguageVersion,
        decision.Record.Epoch,
        [.. decision.Record.Tasks.Select(task => task.Kind)]);
}

/// <summary>What a watch tells next.</summary>
/// <param name="At">Where to go on from after this.</param>
/// <param name="Instant">When it happened; now where nothing did.</param>
/// <param name="News">All that one write changed; null where nothing is told but that the watch lives.</param>
internal sealed record WatchAnswer(LogVector At, DateTimeOffset Instant, EpisodeNews? News);
