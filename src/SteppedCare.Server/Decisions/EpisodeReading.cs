using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>GetEpisode, GetDecision and Evaluate: everything that only reads.</summary>
internal sealed partial class EpisodeReading(
    EpisodeLedger ledger, IRollouts rollouts, Assessor assessor, DecisionMetrics metrics, ILogger<EpisodeReading> logger)
{
    private const int MostLooks = 3;

    internal async Task<Result<EpisodeAnswer>> GetEpisodeAsync(EpisodeKey key, CancellationToken cancellationToken)
    {
        if (rollouts.Find(key.Service) is not { } rollout)
        {
            return Refusals.UnknownService;
        }

        if (await ledger.ReadAsync(key, rollout.Service.Zone, cancellationToken) is not { } history)
        {
            return Refusals.UnknownEpisode;
        }

        return EpisodeAnswers.Of(key, history, Due.Earliest(history, rollout, key.Episode, ledger.Now));
    }

    internal async Task<Result<DecisionAnswer>> GetDecisionAsync(EpisodeKey key, int decisionVersion, CancellationToken cancellationToken)
    {
        if (rollouts.Find(key.Service) is not { } rollout)
        {
            return Refusals.UnknownService;
        }

        if (await ledger.ReadAsync(key, rollout.Service.Zone, cancellationToken) is not { } history)
        {
            return Refusals.UnknownEpisode;
        }

        var found = await DecisionAnswers.OfAsync(key, history, decisionVersion, rollouts, cancellationToken);
        if (found.Value is { IsAsRecorded: false, Record: var record })
        {
            metrics.ReplayDiffered();
            ReplayDiffered(record.Revision.Policy, record.Revision.Version, record.Revision.Digest, record.LanguageVersion);
        }

        return found;
    }

    internal async Task<Result<AssessmentAnswer>> EvaluateAsync(EvaluateCommand command, CancellationToken cancellationToken)
    {
        if (rollouts.Find(command.Service) is not { Service.Zone: var zone })
        {
            return Refusals.UnknownService;
        }

        var history = command.Episode is { } episode
            ? await ledger.ReadAsync(new EpisodeKey(command.Service, episode), zone, cancellationToken)
            : EpisodeHistory.Of(new Trajectory([], []), zone);
        return history is null ? Refusals.UnknownEpisode : Evaluate(command, history);
    }

    [LoggerMessage(94, LogLevel.Error, "A decision of policy {Policy} {Version} ({Digest}), language version {Language}, would be made otherwise today; it was told as recorded, without reasons")]
    private partial void ReplayDiffered(string policy, string version, string digest, int language);

    // A rollout that moved on since it was looked up is looked up again.
    private Result<AssessmentAnswer> Evaluate(EvaluateCommand command, EpisodeHistory history)
    {
        for (var look = 1; ; look++)
        {
            try
            {
                return Evaluate(command, history, rollouts.Find(command.Service)!);
            }
            catch (RevisionLetGoException gone) when (look == MostLooks)
            {
                throw new PolicyNotLiveException("The rollout's revisions are let go again and again.", gone);
            }
            catch (RevisionLetGoException)
            {
                // Looked up again.
            }
        }
    }

    private Result<AssessmentAnswer> Evaluate(EvaluateCommand command, EpisodeHistory history, Rollout rollout)
    {
        var arm = command.Episode is { } episode ? rollout.ArmOf(episode) : Arm.Active;
        var now = ledger.Now.ToMilliseconds();
        var asked = (command.AsOf ?? Assessor.Following(history, now)).ToMilliseconds();
        var faults = EventRules.Faults(history, command.Events, CivilTime.Of(asked, history.Zone));
        if (!faults.IsEmpty)
        {
            return Refusals.Of(faults);
        }

        var assessed = assessor.Assess(history, new TrajectoryEntry(now, default, command.Events, null), rollout, arm, command.Call, asked);
        if (assessed.Refusal is { } refusal)
        {
            return refusal;
        }

        var (record, decision, facts, _, _) = assessed.Value!;
        return new AssessmentAnswer(
            record.Call,
            record.AsOf,
            decision,
            record.NextDue,
            record.Revision,
            record.LanguageVersion,
            record.Epoch,
            [.. FactBuilder.SeenBy(command.Call).Select(FactTable.Of).Select(row => new FactValue(row.Name, row.Show(facts[row.Number])))]);
    }
}
