using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>GetEpisode, GetDecision and Evaluate: everything that only reads.</summary>
internal sealed class EpisodeReading(EpisodeLedger ledger, IRollouts rollouts)
{
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
            Tasks = [.. history.OpenTasks.Concat(history.ClosedTasks).Select(task => TaskAnswers.Of(key, task))],
            Step = history.StepStarts.IsEmpty ? Step.None : ((StepStarted)history.StepStarts[^1].Content).Step,
            Ended = history.Ended is not null,
            NextDue = Due.Earliest(history, rollout.Active, ledger.Now),
            UnconfirmedStart = history.IsUnconfirmedStart,
        };
    }

    internal async Task<Result<DecisionAnswer>> GetDecisionAsync(EpisodeKey key, int decisionVersion, CancellationToken cancellationToken)
    {
        if (rollouts.Find(key.Service) is not { } rollout)
        {
            return Refusals.UnknownService;
        }

        return await ledger.ReadAsync(key, rollout.Service.Zone, cancellationToken) is { } history
            ? DecisionAnswers.Of(key, history, decisionVersion, rollouts)
            : Refusals.UnknownEpisode;
    }

    internal async Task<Result<AssessmentAnswer>> EvaluateAsync(EvaluateCommand command, CancellationToken cancellationToken)
    {
        if (rollouts.Find(command.Service) is not { } rollout)
        {
            return Refusals.UnknownService;
        }

        var zone = rollout.Service.Zone;
        var history = command.Episode is { } episode
            ? await ledger.ReadAsync(new EpisodeKey(command.Service, episode), zone, cancellationToken)
            : EpisodeHistory.Of(new Trajectory([], []), zone);
        return history is null ? Refusals.UnknownEpisode : Evaluate(command, history, rollout);
    }

    private Result<AssessmentAnswer> Evaluate(EvaluateCommand command, EpisodeHistory history, Rollout rollout)
    {
        var now = ledger.Now;
        var zone = rollout.Service.Zone;
        var asked = (command.AsOf ?? now).ToMilliseconds();
        if (asked > now + EventRules.AllowedAhead)
        {
            return Refusals.AsOfAhead;
        }

        if (command.Events.Length > 0)
        {
            var faults = EventRules.Faults(history, command.Events, CivilTime.Of(asked, zone));
            if (!faults.IsEmpty)
            {
                return Refusals.Of(faults);
            }

            history = EpisodeHistory.Of(history.Trajectory.Append(new TrajectoryEntry(now.ToMilliseconds(), default, command.Events, null)), zone);
        }

        if (history.Referral is null)
        {
            return Refusals.UnknownEpisode;
        }

        var asOf = Assessor.ReadAsOf(asked, now, history, zone);
        if (asOf.Refusal is { } refusal)
        {
            return refusal;
        }

        var assessed = Assessor.Assess(history, rollout.Active, command.Call, asOf.Value!.Civil);
        var tasks = assessed.Decision.Tasks.Select(task => new RaisedTask(task.Kind, asked + TimeBoxes.Of(task.Kind))).ToImmutableArray();
        return new AssessmentAnswer(
            command.Call,
            asked,
            assessed.Decision,
            Due.NextReview(history, rollout.Active, assessed.Decision, tasks, asked),
            rollout.Active.Name,
            rollout.Active.LanguageVersion,
            rollout.Epoch,
            [.. FactTable.All.Select(row => new FactValue(row.Name, row.Show(assessed.Facts[row.Number])))]);
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
                yield return new RecordedEvent(place.ToString(), entry.RecordedAt, entry.Events[index], told?.Voided ?? false, told?.CorrectedBy ?? "");
            }
        }
    }
}
