namespace SteppedCare.Server.Decisions;

/// <summary>AcknowledgeTask and CloseTask: what named people do with tasks. Nothing else ever closes one.</summary>
internal sealed class TaskActs(EpisodeLedger ledger, IRollouts rollouts)
{
    internal async Task<Result<Reply<TaskActAnswer>>> ActAsync(TaskCommand command, Func<TaskActAnswer, byte[]> encode, CancellationToken cancellationToken)
    {
        if (rollouts.Find(command.Key.Service) is not { } rollout)
        {
            return Refusals.UnknownService;
        }

        return await ledger.WriteAsync(
            command.Key,
            rollout.Service.Zone,
            command.Request,
            null,
            (history, epoch) => new(Objection(command, history) is { } objection
                ? objection
                : new Draft(new TrajectoryEntry(ledger.Now.ToMilliseconds(), command.Request, [], Act(command)), null, after => Due.NextNotice(after, rollouts, command.Key, epoch, ledger.Now))),
            (history, version) => new(Answer(command, history, version)),
            encode,
            cancellationToken);
    }

    // Of an older version a person has seen less, and covers less. A task is closed by who saw for what it was last raised: closed earlier, that would vanish with
    // it. Taking it on ends nothing, and counts for the decisions that were seen. What another took on is theirs until somebody says that they do it instead.
    private static Refusal? Objection(TaskCommand command, EpisodeHistory history)
    {
        if (history.Version == 0)
        {
            return Refusals.UnknownEpisode;
        }

        if (history.FindOpenTask(command.Kind) is not { } task)
        {
            return history.LapsedTasks.Any(lapsed => lapsed.Kind == command.Kind) ? Refusals.TaskLapsed
                : history.ClosedTasks.Any(closed => closed.Kind == command.Kind) ? Refusals.TaskClosed
                : Refusals.UnknownTask;
        }

        return command.SeenVersion > history.Version ? Refusals.SeenVersionAhead
            : command.CloseReason is not null && task.AcknowledgedBy is { } other && other != command.Person ? Refusals.TaskTakenByAnother
            : command.SeenVersion < (command.CloseReason is null ? task.RaisedVersion : task.LastRaisedVersion) ? Refusals.TaskRaisedSince
            : null;
    }

    private static EpisodeAct Act(TaskCommand command) => command.CloseReason is { } reason
        ? new TaskClosed(command.Kind, command.Person, reason, command.SeenVersion)
        : new TaskAcknowledged(command.Kind, command.Person, command.SeenVersion);

    private static Result<TaskActAnswer> Answer(TaskCommand command, EpisodeHistory history, int version)
    {
        var task = history.FindOpenTask(command.Kind) ?? history.ClosedTasks.Concat(history.LapsedTasks).Last(closed => closed.Kind == command.Kind);
        return new TaskActAnswer(TaskAnswers.Of(command.Key, task), version);
    }
}
