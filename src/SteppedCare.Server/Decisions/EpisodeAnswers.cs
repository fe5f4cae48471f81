using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Episodes as replies tell them: everything that a clinician may see.</summary>
internal static class EpisodeAnswers
{
    internal static EpisodeAnswer Of(EpisodeKey key, EpisodeHistory history, DateTimeOffset? nextDue) => new()
    {
        Key = key,
        TrajectoryVersion = history.Version,
        Events = [.. Enumerable.Range(1, history.Version).SelectMany(version => EventsOf(history, version))],
        Decisions = [.. history.Decisions.Select(decision => LineOf(key, history, decision))],
        Tasks = [.. history.Tasks.Select(task => TaskAnswers.Of(key, task))],
        Step = history.StepStarts.IsEmpty ? Step.None : ((StepStarted)history.StepStarts[^1].Content).Step,
        Ended = history.Ended is not null,
        NextDue = nextDue,
        UnconfirmedStart = history.IsUnconfirmedStart,
    };

    /// <summary>A decision in a list.</summary>
    internal static DecisionLine LineOf(EpisodeKey key, EpisodeHistory history, HistoryDecision decision) => new(
        key,
        decision.Version,
        decision.Record.Call,
        decision.Record.AsOf,
        decision.Record.Outcome,
        decision.Record.Step,
        history.InputsChanged(decision.Version),
        DecisionAnswers.ConfirmationOf(history, decision.Version));

    /// <summary>What the write of that version told, with what became of it since.</summary>
    internal static IEnumerable<RecordedEvent> EventsOf(EpisodeHistory history, int version)
    {
        var entry = history.Trajectory.Entries[version - 1];
        for (var index = 0; index < entry.Events.Length; index++)
        {
            var place = new ToldAt(version, index);
            var told = history.FindTold(place.ToString());
            yield return new RecordedEvent(place.ToString(), entry.RecordedAt, entry.Events[index], told?.IsVoided ?? false, told?.CorrectedAt?.ToString() ?? "");
        }
    }
}
