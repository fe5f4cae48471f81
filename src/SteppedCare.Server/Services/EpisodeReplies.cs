using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>What is sent of an episode, its events and its tasks.</summary>
internal static class EpisodeReplies
{
    internal static Wire.RecordEventsResponse Recorded(RecordAnswer answer) =>
        new() { TrajectoryVersion = answer.TrajectoryVersion, NextDue = DecisionReplies.Instant(answer.NextDue) };

    internal static Wire.AcknowledgeTaskResponse Acknowledged(TaskActAnswer answer) =>
        new() { Task = DecisionReplies.Task(answer.Task), TrajectoryVersion = answer.TrajectoryVersion };

    internal static Wire.CloseTaskResponse Closed(TaskActAnswer answer) =>
        new() { Task = DecisionReplies.Task(answer.Task), TrajectoryVersion = answer.TrajectoryVersion };

    internal static Wire.GetEpisodeResponse Found(EpisodeAnswer answer)
    {
        var episode = new Wire.Episode
        {
            Name = ResourceNames.Episode(answer.Key),
            TrajectoryVersion = answer.TrajectoryVersion,
            Step = (Wire.Step)answer.Step,
            Ended = answer.Ended,
            NextDue = DecisionReplies.Instant(answer.NextDue),
            UnconfirmedStart = answer.UnconfirmedStart,
        };
        foreach (var recorded in answer.Events)
        {
            episode.Events.Add(Event(recorded));
        }

        foreach (var line in answer.Decisions)
        {
            episode.Decisions.Add(Summary(line));
        }

        foreach (var task in answer.Tasks)
        {
            episode.Tasks.Add(DecisionReplies.Task(task));
        }

        return new Wire.GetEpisodeResponse { Episode = episode };
    }

    internal static Wire.RecordedEvent Event(RecordedEvent recorded) => new()
    {
        Place = recorded.Place,
        RecordedAt = DecisionReplies.Instant(recorded.RecordedAt),
        Event = EventWriting.Event(recorded.Event),
        Voided = recorded.Voided,
        CorrectedBy = recorded.CorrectedBy,
    };

    internal static Wire.DecisionSummary Summary(DecisionLine line) => new()
    {
        Name = ResourceNames.Decision(line.Key, line.DecisionVersion),
        Call = (Wire.DecisionCall)line.Call,
        AsOf = DecisionReplies.Instant(line.AsOf),
        Outcome = (Wire.Outcome)line.Outcome,
        Step = (Wire.Step)line.Step,
        InputsChanged = line.InputsChanged,
        Confirmation = DecisionReplies.Confirmation(line.Confirmation),
    };
}
