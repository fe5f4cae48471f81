namespace SteppedCare.Server.Decisions;

/// <summary>RecordEvents: record what was told, without deciding.</summary>
internal sealed class Recording(EpisodeLedger ledger, IRollouts rollouts)
{
    internal async Task<Result<Reply<RecordAnswer>>> RecordAsync(RecordCommand command, Func<RecordAnswer, byte[]> encode, CancellationToken cancellationToken)
    {
        if (rollouts.Find(command.Key.Service) is not { } rollout)
        {
            return Refusals.UnknownService;
        }

        var zone = rollout.Service.Zone;
        return await ledger.WriteAsync<RecordAnswer>(
            command.Key,
            zone,
            command.Request,
            AuditTold.Of(command.AuditAttributes, command.Experience),
            (history, epoch) =>
            {
                var now = ledger.Now;
                var faults = ToldRules.Faults(history, command.Events, command.Experience, CivilTime.Of(now, zone));
                Result<Draft> draft = faults.IsEmpty
                    ? new Draft(
                        new TrajectoryEntry(now.ToMilliseconds(), command.Request, command.Events, null),
                        null,
                        after => Due.NextNotice(after, rollouts, command.Key, epoch, ledger.Now))
                    : Refusals.Of(faults);
                return new(draft);
            },
            (history, version) => new(new RecordAnswer(version, Due.Earliest(history, rollout, command.Key.Episode, history.Trajectory.Entries[^1].RecordedAt))),
            encode,
            cancellationToken);
    }
}
