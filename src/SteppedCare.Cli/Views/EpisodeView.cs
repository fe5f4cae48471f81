using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>An episode as recorded: where care is, what happened, what was decided, what is to be done.</summary>
internal static class EpisodeView
{
    internal static IEnumerable<Block> Of(V1.Episode episode) =>
    [
        Head(episode),
        Events(episode.Events),
        Decisions(episode.Decisions),
        .. episode.Tasks.Count == 0 ? Enumerable.Empty<Block>() : [Tasks(episode.Tasks)],
    ];

    internal static Line Head(V1.Episode episode)
    {
        var place = episode.Ended ? "ended" : episode.Step == V1.Step.Unspecified ? "no step begun" : $"at {ContractWords.Of(episode.Step)}";
        var due = episode.NextDue is null ? "nothing due" : $"next due {InstantText.Of(episode.NextDue)}";
        return new Line(string.Create(CultureInfo.InvariantCulture, $"{episode.Name}: {place}, version {episode.TrajectoryVersion}, {due}"), Tone.Strong);
    }

    internal static Grid Events(IEnumerable<V1.RecordedEvent> events) => new(
        ["place", "happened", "recorded", "what", ""],
        [
            .. events.Select(told => GridRow.Of(
                told.Voided || told.CorrectedBy.Length > 0 ? Tone.Faint : Tone.Plain,
                told.Place,
                told.Event.HappenedOn,
                InstantText.Of(told.RecordedAt),
                WhatOf(told.Event),
                told.Voided ? "voided" : told.CorrectedBy.Length > 0 ? $"corrected by {told.CorrectedBy}" : "")),
        ]);

    internal static Grid Decisions(IEnumerable<V1.DecisionSummary> decisions) => new(
        ["decision", "call", "as of", "answer", "confirmed by", ""],
        [
            .. decisions.Select(decision => GridRow.Of(
                decision.InputsChanged ? Tone.Warning : Tone.Plain,
                decision.Name.Split('/')[^1],
                ContractWords.Of(decision.Call),
                InstantText.Of(decision.AsOf),
                ContractWords.Of(decision.Outcome, decision.Step),
                decision.Confirmation?.Clinician ?? "",
                decision.InputsChanged ? "told otherwise since: ask again" : "")),
        ]);

    internal static Grid Tasks(IEnumerable<V1.Task> tasks) => new(
        ["task", "by", "taken on by", "closed by", "what"],
        [
            .. tasks.Select(task => GridRow.Of(
                task.ClosedBy.Length > 0 ? Tone.Faint : task.RiskFirst ? Tone.Bad : Tone.Warning,
                ContractWords.Of(task.Kind),
                InstantText.Of(task.DueAt),
                task.AcknowledgedBy,
                task.ClosedBy,
                task.Text)),
        ]);

    private static string WhatOf(V1.Event told) => told.ContentCase == V1.Event.ContentOneofCase.ScoreRecorded
        ? $"{ContractWords.Of(told.ScoreRecorded.Instrument)} {(told.ScoreRecorded.HasTotal
            ? told.ScoreRecorded.Total.ToString(CultureInfo.InvariantCulture)
            : string.Join(",", told.ScoreRecorded.Items.Select(item => item.HasValue ? item.Value.ToString(CultureInfo.InvariantCulture) : "x")))}"
        : ContractWords.Of(told.ContentCase);
}
