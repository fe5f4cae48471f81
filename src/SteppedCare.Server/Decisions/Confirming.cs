namespace SteppedCare.Server.Decisions;

/// <summary>ConfirmDecision: a named clinician accepts the latest decision, or overrides it with a reason.</summary>
internal sealed class Confirming(EpisodeLedger ledger, IRollouts rollouts)
{
    internal async Task<Result<Reply<DecisionAnswer>>> ConfirmAsync(ConfirmCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken)
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
            async (history, epoch) => await ActAsync(command, history, cancellationToken) is var act && act.Refusal is { } refusal
                ? refusal
                : new Draft(new TrajectoryEntry(ledger.Now.ToMilliseconds(), command.Request, [], act.Value!), null, after => Due.NextNotice(after, rollouts, command.Key, epoch, ledger.Now)),
            (history, _) => DecisionAnswers.OfAsync(command.Key, history, command.DecisionVersion, rollouts, cancellationToken),
            encode,
            cancellationToken);
    }

    private async ValueTask<Result<Confirmed>> ActAsync(ConfirmCommand command, EpisodeHistory history, CancellationToken cancellationToken)
    {
        if (history.Version == 0)
        {
            return Refusals.UnknownEpisode;
        }

        if (history.FindDecision(command.DecisionVersion) is not { } decision)
        {
            return Refusals.UnknownDecision;
        }

        if (history.LatestDecision!.Version != decision.Version)
        {
            return Refusals.DecisionSuperseded;
        }

        if (history.TasksOf(decision.Version).Any(task => decision.Record.PutsFirst(task.Kind) && task.SeenVersion < decision.Version))
        {
            return Refusals.RiskTaskNotAcknowledged;
        }

        return command.Override is { } instead ? Override(command, instead) : await AcceptAsync(command, decision.Record, cancellationToken);
    }

    private static Result<Confirmed> Override(ConfirmCommand command, OverrideAct instead)
    {
        var wantsStep = instead.Outcome is Outcome.Enter or Outcome.Continue or Outcome.StepUp or Outcome.StepDown;
        return wantsStep == (instead.Step != Step.None)
            ? new Confirmed(command.DecisionVersion, command.Clinician, instead.Outcome, instead.Step, instead.Reason, command.Note, command.ChecklistsDone)
            : Refusals.StepNotForOutcome;
    }

    private async ValueTask<Result<Confirmed>> AcceptAsync(ConfirmCommand command, DecisionRecord record, CancellationToken cancellationToken)
    {
        if (record.Outcome is Outcome.InsufficientData or Outcome.Indeterminate)
        {
            return Refusals.OverrideRequired;
        }

        var explained = await DecisionAnswers.ExplainAsync(record, rollouts, cancellationToken);
        return explained.Refusal is { } refusal ? refusal
            : !explained.Value!.Checklists.IsEmpty && !command.ChecklistsDone ? Refusals.ChecklistOpen
            : new Confirmed(command.DecisionVersion, command.Clinician, record.Outcome, record.Step, OverrideReason.None, command.Note, command.ChecklistsDone);
    }
}
