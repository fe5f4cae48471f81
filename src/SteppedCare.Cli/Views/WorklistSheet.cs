using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>Open tasks as rows.</summary>
internal static class WorklistSheet
{
    private static readonly ImmutableArray<string> s_columns =
    [
        "service", "episode", "urgency", "kind", "text", "raised_at", "due_at", "overdue", "age_seconds", "step", "acknowledged_by", "acknowledged_at", "risk_first",
        "raised_by", "watch", "fell_due_at", "trajectory_version",
    ];

    internal static Sheet Of(IReadOnlyList<V1.WorklistItem> items) => new(s_columns, [.. items.Select(Row)]);

    private static ImmutableArray<object?> Row(V1.WorklistItem item) => Sheet.Row(
        item.Episode.Split('/')[1],
        item.Episode.Split('/')[3],
        Sheet.Cell(item.Urgency),
        Sheet.Cell(item.Task.Kind),
        item.Task.Text,
        Sheet.Cell(item.Task.RaisedAt),
        Sheet.Cell(item.Task.DueAt),
        item.Overdue,
        item.Age?.Seconds,
        Sheet.Cell(item.Step),
        item.Task.AcknowledgedBy,
        Sheet.Cell(item.Task.AcknowledgedAt),
        item.Task.RiskFirst,
        item.RaisedBy,
        item.Task.Watch,
        Sheet.Cell(item.Task.FellDueAt),
        item.TrajectoryVersion);
}
