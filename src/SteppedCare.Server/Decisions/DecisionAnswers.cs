using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Decisions as replies tell them: the record is kept, the words are rebuilt by the revision that decided.</summary>
internal static class DecisionAnswers
{
    // A revision that is let go between being found and being asked is loaded again, a few times.
    private const int MostLooks = 3;

    internal static async ValueTask<Result<DecisionAnswer>> OfAsync(
        EpisodeKey key, EpisodeHistory history, int decisionVersion, IRollouts rollouts, CancellationToken cancellationToken)
    {
        if (history.FindDecision(decisionVersion) is not { Record: var record })
        {
            return Refusals.UnknownDecision;
        }

        var explained = await ExplainAsync(record, rollouts, cancellationToken);
        if (explained.Refusal is { } refusal)
        {
            return refusal;
        }

        return Of(key, history, decisionVersion, record, explained.Value!);
    }

    /// <summary>The decision of that version also where its revision cannot be had any more, or its facts cannot be read: then the record's word alone. For archives, which must not lack it.</summary>
    internal static async ValueTask<DecisionAnswer> EvenWithoutRevisionAsync(
        EpisodeKey key, EpisodeHistory history, HistoryDecision decision, IRollouts rollouts, CancellationToken cancellationToken)
    {
        Decision? explained;
        try
        {
            explained = (await ExplainAsync(decision.Record, rollouts, cancellationToken)).Value;
        }
        catch (FormatException)
        {
            explained = null;
        }

        return Of(key, history, decision.Version, decision.Record, explained ?? Replay.WordOf(decision.Record));
    }

    private static DecisionAnswer Of(EpisodeKey key, EpisodeHistory history, int decisionVersion, DecisionRecord record, Decision explained)
    {
        var isAsRecorded = Replay.IsAsRecorded(explained, record);
        var decision = Flagged(isAsRecorded ? explained : Replay.WordOf(record), history.At(decisionVersion), record.Consent);
        return new DecisionAnswer
        {
            Key = key,
            DecisionVersion = decisionVersion,
            Record = record,
            Decision = decision,
            Tasks = [.. history.TasksOf(decisionVersion).Select(task => Worded(TaskAnswers.Of(key, task) with { RiskFirst = record.PutsFirst(task.Kind) }, decision))],
            IsAsRecorded = isAsRecorded,
            InputsChanged = history.InputsChanged(decisionVersion),
            Confirmation = ConfirmationOf(history, decisionVersion),
            TrajectoryVersion = history.Version,
        };
    }

    /// <summary>The decision made again from its record.</summary>
    internal static async ValueTask<Result<Decision>> ExplainAsync(DecisionRecord record, IRollouts rollouts, CancellationToken cancellationToken)
    {
        for (var look = 1; look <= MostLooks; look++)
        {
            var revision = rollouts.FindRevision(record.Revision) ?? await rollouts.LoadRevisionAsync(record.Revision, cancellationToken);
            if (revision is null)
            {
                break;
            }

            try
            {
                return revision.Decide(FactsVector.Decode(record.Facts.AsSpan()), record.Call, record.Consent);
            }
            catch (RevisionLetGoException)
            {
                // Looked for again.
            }
        }

        return Refusals.RevisionUnavailable;
    }

    /// <summary>
    /// With what the policy cannot see: care that began unconfirmed. It is a fact of the history, which is kept, so that it is found again later. A person
    /// who refused support is told of nothing but safety.
    /// </summary>
    /// <param name="decision">As the revision gave it.</param>
    /// <param name="then">The episode as it was decided about.</param>
    /// <param name="consent">Whether the person lets recommendations be prepared.</param>
    internal static Decision Flagged(Decision decision, EpisodeHistory then, bool consent) =>
        consent && then.IsUnconfirmedStart ? decision with { Flags = [.. decision.Flags.Append(Flag.UnconfirmedStart).Distinct().Order()] } : decision;

    internal static ConfirmationAnswer? ConfirmationOf(EpisodeHistory history, int decisionVersion) =>
        history.ConfirmationOf(decisionVersion) is { Act: var act, At: var at }
            ? new ConfirmationAnswer(act.Clinician, at.Instant, act.Outcome, act.Step, act.Override)
            : null;

    // The policy's own words for a task that this decision asked for.
    private static TaskAnswer Worded(TaskAnswer task, Decision decision) =>
        decision.Tasks.FirstOrDefault(advised => advised.Kind == task.Kind) is { } own ? task with { Text = own.Act } : task;
}
