using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Triage and Review: record what was told and decide, both or neither.</summary>
internal sealed class Deciding(EpisodeLedger ledger, IRollouts rollouts, Assessor assessor, DecisionMetrics metrics)
{
    internal async Task<Result<Reply<DecisionAnswer>>> DecideAsync(DecideCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken)
    {
        if (rollouts.Find(command.Key.Service) is not { } rollout)
        {
            return Refusals.UnknownService;
        }

        // Fixed now: a second try decides for the same instant.
        var asked = (command.AsOf ?? ledger.Now).ToMilliseconds();
        var result = await ledger.WriteAsync(
            command.Key,
            rollout.Service.Zone,
            command.Request,
            (history, epoch) => Draft(command, history, epoch, asked),
            (history, version) => DecisionAnswers.Of(command.Key, history, version, rollouts),
            encode,
            cancellationToken);
        if (result.Value is { IsRepetition: false, Answer: { } answer })
        {
            Count(answer);
        }

        return result;
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
        var assessed = assessor.Assess(history, entry, rollout, command.Call, command.AsOf is null ? Assessor.Following(history, asked) : asked);
        return assessed.Refusal is { } refusal
            ? refusal
            : new Draft(entry with { Act = new Decided(assessed.Value!.Record) }, rollout.Epoch, _ => assessed.Value.Record.NextDue, command.AuditAttributes);
    }

    // What is recorded, and only that: a repetition was counted the first time.
    private void Count(DecisionAnswer answer)
    {
        var (record, decision) = (answer.Record, answer.Decision);
        var meters = metrics.Of(record.Revision);
        meters.Decided(record.Call, Arm.Active, record.Outcome, record.Step);
        if (record.Outcome == Outcome.Indeterminate)
        {
            meters.Faulted();
        }

        var revision = rollouts.FindRevision(record.Revision)!;
        foreach (var reason in decision.Reasons)
        {
            meters.RuleApplied(revision.GroupOf(reason.Rule), reason.Rule);
        }

        foreach (var fact in decision.MissingFacts)
        {
            meters.FactMissing(fact);
        }
    }
}
