using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Triage and Review: record what was told and decide, both or neither.</summary>
internal sealed class Deciding(EpisodeLedger ledger, IRollouts rollouts)
{
    internal async Task<Result<Reply<DecisionAnswer>>> DecideAsync(DecideCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken)
    {
        if (rollouts.Find(command.Key.Service) is not { } rollout)
        {
            return Refusals.UnknownService;
        }

        // Fixed now: a second try decides for the same instant.
        var asked = (command.AsOf ?? ledger.Now).ToMilliseconds();
        return await ledger.WriteAsync(
            command.Key,
            rollout.Service.Zone,
            command.Request,
            (history, epoch) => Draft(command, history, epoch, asked),
            (history, version) => DecisionAnswers.Of(command.Key, history, version, rollouts),
            encode,
            cancellationToken);
    }

    private Result<Draft> Draft(DecideCommand command, EpisodeHistory history, long epoch, DateTimeOffset asked)
    {
        // Looked up anew in every round: a rollout that moved is the reason for the round.
        var rollout = rollouts.Find(command.Key.Service)!;
        if (epoch != rollout.Epoch)
        {
            throw new StoreUnavailableException("The store is under another rollout than this replica.");
        }

        var entry = new TrajectoryEntry(ledger.Now.ToMilliseconds(), command.Request, command.Events, null);
        var assessed = Assessor.Assess(history, entry, rollout, command.Call, asked);
        return assessed.Refusal is { } refusal
            ? refusal
            : new Draft(entry with { Act = new Decided(assessed.Value!.Record) }, rollout.Epoch, _ => assessed.Value.Record.NextReview, command.AuditAttributes);
    }
}
