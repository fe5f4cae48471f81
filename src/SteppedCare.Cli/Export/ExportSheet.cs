using System.Collections.Immutable;
using Google.Protobuf;

namespace SteppedCare.Cli;

/// <summary>A record of an export as a row. What has no column of its own, such as the answers of a questionnaire or the reasons of a decision, is JSON in the last.</summary>
internal static class ExportSheet
{
    private static readonly ImmutableArray<(string Name, Func<V1.ExportRecord, object?> Cell)> s_columns =
    [
        ("service", record => record.Episode.Split('/')[1]),
        ("episode", record => record.Episode.Split('/')[3]),
        ("trajectory_version", record => record.TrajectoryVersion),
        ("recorded_at", record => Sheet.Cell(record.RecordedAt)),
        ("record", record => record.ContentCase.ToString().ToUpperInvariant()),
        ("kind", KindOf),
        ("name", NameOf),

        // Of events.
        ("happened_on", record => record.Event?.Event.HappenedOn),
        ("time_of_day", record => record.Event?.Event.TimeOfDay),
        ("voided", record => record.Event?.Voided),
        ("corrected_by", record => record.Event?.CorrectedBy),

        // Of decisions, and of what people did with them.
        ("as_of", record => Sheet.Cell(Of(record)?.AsOf)),
        ("outcome", record => Sheet.Cell(Of(record)?.Advice.Outcome ?? record.Act?.Outcome ?? default)),
        ("step", record => Sheet.Cell(Of(record)?.Advice.Step ?? record.Act?.Step ?? default)),
        ("rule", record => Of(record)?.Advice.Rule),
        ("summary", record => Of(record)?.Advice.Summary),
        ("flags", record => Of(record) is { } decision ? string.Join(' ', decision.Advice.Flags.Select(ContractWords.Of)) : null),
        ("tasks", record => (Of(record)?.Tasks.Select(task => task.Kind) ?? record.Notice?.Tasks) is { } tasks ? string.Join(' ', tasks.Select(ContractWords.Of)) : null),
        ("policy", record => Of(record)?.Provenance.Policy),
        ("version", record => Of(record)?.Provenance.Version),
        ("digest", record => Of(record)?.Provenance.Digest),
        ("epoch", record => Of(record)?.Provenance.Epoch),
        ("inputs_changed", record => Of(record)?.InputsChanged),
        ("confirmed_by", record => Of(record)?.Confirmation?.Clinician),
        ("confirmed_at", record => Sheet.Cell(Of(record)?.Confirmation?.ConfirmedAt)),
        ("confirmed_outcome", record => Sheet.Cell(Of(record)?.Confirmation?.Outcome ?? default)),
        ("confirmed_step", record => Sheet.Cell(Of(record)?.Confirmation?.Step ?? default)),
        ("override_reason", record => Sheet.Cell(Of(record)?.Confirmation?.OverrideReason ?? record.Act?.OverrideReason ?? default)),

        // Of people, tasks and the clock.
        ("person", record => record.Act?.Person),
        ("seen_version", record => record.Act is { HasSeenVersion: true } act ? act.SeenVersion : null),
        ("raised_at", record => Sheet.Cell(record.Task?.RaisedAt)),
        ("due_at", record => Sheet.Cell(record.Task?.DueAt)),
        ("acknowledged_by", record => record.Task?.AcknowledgedBy),
        ("acknowledged_at", record => Sheet.Cell(record.Task?.AcknowledgedAt)),
        ("closed_by", record => record.Task?.ClosedBy),
        ("closed_at", record => Sheet.Cell(record.Task?.ClosedAt)),
        ("close_reason", record => Sheet.Cell(record.Task?.CloseReason ?? record.Act?.CloseReason ?? default)),
        ("watch", record => record.Task?.Watch ?? record.Notice?.Watch),
        ("fell_due_at", record => Sheet.Cell(record.Task?.FellDueAt ?? record.Notice?.FellDueAt)),
        ("details", DetailsOf),
    ];

    internal static ImmutableArray<string> Columns { get; } = [.. s_columns.Select(column => column.Name)];

    internal static ImmutableArray<object?> Row(V1.ExportRecord record) => [.. s_columns.Select(column => column.Cell(record))];

    private static V1.Decision? Of(V1.ExportRecord record) => record.Decision?.Decision;

    private static string? KindOf(V1.ExportRecord record) => record.ContentCase switch
    {
        V1.ExportRecord.ContentOneofCase.Event => ContractWords.Of(record.Event.Event.ContentCase),
        V1.ExportRecord.ContentOneofCase.Decision => ContractWords.Of(record.Decision.Decision.Call),
        V1.ExportRecord.ContentOneofCase.Act => ContractWords.Of(record.Act.Kind),
        V1.ExportRecord.ContentOneofCase.Task => ContractWords.Of(record.Task.Kind),
        _ => null,
    };

    private static string? NameOf(V1.ExportRecord record) => record.ContentCase switch
    {
        V1.ExportRecord.ContentOneofCase.Event => record.Event.Place,
        V1.ExportRecord.ContentOneofCase.Decision => record.Decision.Decision.Name,
        V1.ExportRecord.ContentOneofCase.Act => record.Act.Subject,
        V1.ExportRecord.ContentOneofCase.Task => record.Task.Name,
        _ => null,
    };

    private static string? DetailsOf(V1.ExportRecord record) => record.ContentCase switch
    {
        V1.ExportRecord.ContentOneofCase.Event => LineOf(record.Event.Event),
        V1.ExportRecord.ContentOneofCase.Decision => LineOf(record.Decision),
        _ => null,
    };

    private static string LineOf(IMessage message) => AnswerJson.LineOf(message).TrimEnd('\n');
}
