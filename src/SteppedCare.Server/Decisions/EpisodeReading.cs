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

        return new EpisodeAnswer
        {
            Key = key,
            TrajectoryVersion = history.Version,
            Events = [.. RecordedEvents(history)],
            Decisions = [.. history.Decisions.Select(decision => Line(key, history, decision))],
            Tasks = [.. history.OpenTasks.Concat(history.ClosedTasks).Concat(history.LapsedTasks).Select(task => TaskAnswers.Of(key, task))],
            Step = history.StepStarts.IsEmpty ? Step.None : ((StepStarted)history.StepStarts[^1].Content).Step,
            Ended = history.Ended is not null,
            NextDue = Due.Earliest(history, rollout, key.Episode, ledger.Now),
            UnconfirmedStart = history.IsUnconfirmedStart,
        };
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
        var assessed = assessor.Assess(
            history, new TrajectoryEntry(now, default, command.Events, null), rollout, arm, command.Call, (command.AsOf ?? Assessor.Following(history, now)).ToMilliseconds());
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

    private static DecisionLine Line(EpisodeKey key, EpisodeHistory history, HistoryDecision decision) => new(
        key,
        decision.Version,
        decision.Record.Call,
        decision.Record.AsOf,
        decision.Record.Outcome,
        decision.Record.Step,
        history.InputsChanged(decision.Version),
        DecisionAnswers.ConfirmationOf(history, decision.Version));

    private static IEnumerable<RecordedEvent> RecordedEvents(EpisodeHistory history)
    {
        for (var version = 1; version <= history.Version; version++)
        {
            var entry = history.Trajectory.Entries[version - 1];
            for (var index = 0; index < entry.Events.Length; index++)
            {
                var place = new ToldAt(version, index);
                var told = history.FindTold(place.ToString());
                yield return new RecordedEvent(place.ToString(), entry.RecordedAt, entry.Events[index], told?.IsVoided ?? false, told?.CorrectedAt?.ToString() ?? "");
            }
        }
    }
}
