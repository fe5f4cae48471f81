using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Cli;

/// <summary>Open tasks: what is most urgent stands first and stands out.</summary>
internal static class WorklistView
{
    internal static IEnumerable<Block> Of(V1.ListWorklistResponse first, IReadOnlyList<V1.WorklistItem> items)
    {
        yield return new Line(
            first.Counts.Count == 0
                ? $"As of {InstantText.Of(first.AsOf)} nothing is open."
                : $"As of {InstantText.Of(first.AsOf)}: {string.Join(", ", first.Counts.Select(Words))}",
            Tone.Strong);
        if (items.Count > 0)
        {
            yield return new Grid(
                ["urgency", "task", "episode", "due", "age", "step", "taken on by"],
                [
                    .. items.Select(item => GridRow.Of(
                        ToneOf(item),
                        ContractWords.Of(item.Urgency),
                        ContractWords.Of(item.Task.Kind),
                        EpisodeOf(item),
                        InstantText.Of(item.Task.DueAt) + (item.Overdue ? " overdue" : ""),
                        AgeText.Of(item.Age),
                        StepOf(item),
                        item.Task.AcknowledgedBy)),
                ]);
        }
        else if (first.Counts.Count > 0)
        {
            yield return new Line("Nothing of what was asked for is open.");
        }
    }

    internal static Line Of(V1.ChangedTask change, Timestamp at) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{InstantText.Of(at)} {ContractWords.Of(change.Change)} {ContractWords.Of(change.Item.Task.Kind)} of {EpisodeOf(change.Item)}{Whose(change)}"),
        change.Change == V1.TaskChange.Closed ? Tone.Good : ToneOf(change.Item));

    private static string Words(V1.UrgencyCount counted) => string.Create(
        CultureInfo.InvariantCulture, $"{counted.Open} {ContractWords.Of(counted.Urgency)}{(counted.Overdue > 0 ? $" ({counted.Overdue} overdue)" : "")}");

    private static string Whose(V1.ChangedTask change) => change.Change switch
    {
        V1.TaskChange.Acknowledged => $" by {change.Item.Task.AcknowledgedBy}",
        V1.TaskChange.Closed => $" by {change.Item.Task.ClosedBy}, {ContractWords.Of(change.Item.Task.CloseReason)}",
        _ => $", due {InstantText.Of(change.Item.Task.DueAt)}",
    };

    private static string EpisodeOf(V1.WorklistItem item) => item.Episode.Split('/')[^1];

    private static string StepOf(V1.WorklistItem item) => item.Step == V1.Step.Unspecified ? "" : ContractWords.Of(item.Step);

    private static Tone ToneOf(V1.WorklistItem item) =>
        item.Urgency is V1.Urgency.Crisis or V1.Urgency.SameDay or V1.Urgency.Safeguarding || item.Overdue ? Tone.Bad
        : item.Urgency is V1.Urgency.AskRisk or V1.Urgency.BeforeNextStep ? Tone.Warning
        : Tone.Plain;
}
