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
            (history, _) => history.Version == 0 ? Refusals.UnknownEpisode
                : history.FindOpenTask(command.Kind) is not null ? new Draft(new TrajectoryEntry(ledger.Now.ToMilliseconds(), command.Request, [], Act(command)), null, after => Due.Earliest(after, rollout, ledger.Now))
                : history.ClosedTasks.Any(task => task.Kind == command.Kind) ? Refusals.TaskClosed
                : Refusals.UnknownTask,
            (history, version) => Answer(command, history, version),
            encode,
            cancellationToken);
    }

    private static EpisodeAct Act(TaskCommand command) => command.CloseReason is { } reason
        ? new TaskClosed(command.Kind, command.Person, reason)
        : new TaskAcknowledged(command.Kind, command.Person);

    private static Result<TaskActAnswer> Answer(TaskCommand command, EpisodeHistory history, int version)
    {
        var task = history.FindOpenTask(command.Kind) ?? history.ClosedTasks.Last(closed => closed.Kind == command.Kind);
        return new TaskActAnswer(TaskAnswers.Of(command.Key, task), version);
    }
}
