using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Tasks as replies tell them.</summary>
internal static class TaskAnswers
{
    internal static TaskAnswer Of(EpisodeKey key, EpisodeTask task) => new(
        key,
        task.Kind,
        TimeBoxes.ActOf(task.Kind),
        task.RaisedAt,
        task.Due,
        task.AcknowledgedBy ?? "",
        task.AcknowledgedAt,
        task.ClosedBy ?? "",
        task.ClosedAt,
        task.CloseReason,
        task.RiskFirst,
        task.LastNotice);
}
