using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What the worklist keeps of an open task: all that its order and its filters need, so that nobody's trajectory is read for what is not shown.</summary>
/// <param name="Kind">What sort of act.</param>
/// <param name="Due">By when a person must have acted.</param>
/// <param name="RaisedAt">Since when it is open.</param>
/// <param name="Step">Where care is; none before any step began.</param>
/// <param name="IsAcknowledged">A named person took it on.</param>
internal readonly record struct OpenTask(TaskKind Kind, DateTimeOffset Due, DateTimeOffset RaisedAt, Step Step, bool IsAcknowledged)
{
    internal Urgency Urgency => Urgencies.Of(Kind);

    /// <summary>Everything open in an episode. The zone that a history is read in changes none of it.</summary>
    internal static ImmutableArray<OpenTask> Of(EpisodeHistory history)
    {
        var step = StepOf(history);
        return [.. history.OpenTasks.Select(task => new OpenTask(task.Kind, task.Due, task.RaisedAt, step, task.AcknowledgedBy is not null))];
    }

    /// <summary>Where care is; none before any step began.</summary>
    internal static Step StepOf(EpisodeHistory history) => history.StepStarts.IsEmpty ? Step.None : ((StepStarted)history.StepStarts[^1].Content).Step;
}
