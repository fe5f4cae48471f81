using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Triage and Review: record what was told and decide, both or neither.</summary>
internal sealed class Deciding(EpisodeLedger ledger, IRollouts rollouts)
{
    internal async Task<Result<Reply<DecisionAnswer>>> DecideAsync(DecideCommand command, Func<DecisionAnswer, byte[]> encode, CancellationToken cancellationToken)
    {
        if (rollouts.Find(command.Key.Service) is not { } found)
        {
            return Refusals.UnknownService;
        }

        // Fixed now: a second try decides for the same instant.
        var now = ledger.Now;
        return await ledger.WriteAsync(
            command.Key,
            found.Service.Zone,
            command.Request,
            (history, epoch) => Draft(command, history, rollouts.Find(command.Key.Service)!, epoch, now),
            (history, version) => DecisionAnswers.Of(command.Key, history, version, rollouts),
            encode,
            cancellationToken);
    }

    private static Result<Draft> Draft(DecideCommand command, EpisodeHistory history, Rollout rollout, long epoch, DateTimeOffset now)
    {
        if (epoch != rollout.Epoch)
        {
            throw new StoreUnavailableException("The store is under another rollout than this replica.");
        }

        var zone = rollout.Service.Zone;
        var asked = (command.AsOf ?? now).ToMilliseconds();
        if (asked > now + EventRules.AllowedAhead)
        {
            return Refusals.AsOfAhead;
        }

        var faults = EventRules.Faults(history, command.Events, CivilTime.Of(asked, zone));
        if (!faults.IsEmpty)
        {
            return Refusals.Of(faults);
        }

        var told = EpisodeHistory.Of(history.Trajectory.Append(new TrajectoryEntry(now.ToMilliseconds(), command.Request, command.Events, null)), zone);
        if (told.Referral is null)
        {
            return Refusals.UnknownEpisode;
        }

        if (told.Ended is not null)
        {
            return Refusals.EpisodeEnded;
        }

        var asOf = Assessor.ReadAsOf(asked, now, told, zone);
        if (asOf.Refusal is { } refusal)
        {
            return refusal;
        }

        var assessed = Assessor.Assess(told, rollout.Active, command.Call, asOf.Value!.Civil);
        var record = Record(command.Call, rollout, assessed, asked, told);
        return new Draft(command.Events, new Decided(record), rollout.Epoch, after => Due.Earliest(after, rollout.Active, now), command.AuditAttributes);
    }

    private static DecisionRecord Record(DecisionCall call, Rollout rollout, Assessed assessed, DateTimeOffset asOf, EpisodeHistory told)
    {
        var decision = assessed.Decision;
        var tasks = decision.Tasks.Select(task => new RaisedTask(task.Kind, asOf + TimeBoxes.Of(task.Kind))).ToImmutableArray();
        return new DecisionRecord
        {
            Call = call,
            AsOf = asOf,
            Revision = rollout.Active.Name,
            LanguageVersion = rollout.Active.LanguageVersion,
            Epoch = rollout.Epoch,
            Rule = decision.RuleIndex,
            Outcome = decision.Outcome,
            Step = decision.Step,
            RiskFirst = decision.RiskFirst,
            Tasks = tasks,
            NextReview = Due.NextReview(told, rollout.Active, decision, tasks, asOf),
            Facts = [.. FactsVector.Encode(assessed.Facts)],
            Consent = assessed.Consent,
        };
    }
}
