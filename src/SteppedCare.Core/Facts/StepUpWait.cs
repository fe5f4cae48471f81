namespace SteppedCare;

/// <summary>
/// A higher step that was asked for and has not started. What a clinician confirmed goes before what was recommended, and only a clinician ends a wait that one has
/// confirmed; an answer that names no step, such as "a clinician decides", neither begins nor ends it.
/// </summary>
internal static class StepUpWait
{
    /// <summary>The day of the first of the decisions that have asked for it since; null when nobody waits for one.</summary>
    /// <param name="history">The episode.</param>
    /// <param name="current">The step that care is at.</param>
    /// <param name="today">What was decided later does not count.</param>
    internal static DateOnly? Since(EpisodeHistory history, Step current, DateOnly today)
    {
        DateOnly? since = null;
        var isConfirmed = false;
        if (current == Step.None)
        {
            return since;
        }

        foreach (var decision in history.Decisions.Where(decision => decision.AsOf.Date <= today))
        {
            if (AskedFor(history, decision) is not { } step)
            {
                continue;
            }

            var isHigher = step > current && !HasStarted(history, step, decision, today);
            var byClinician = history.ConfirmationOf(decision.Version) is not null;
            if (isHigher || byClinician || !isConfirmed)
            {
                since = isHigher ? since ?? decision.AsOf.Date : null;
                isConfirmed = isHigher && (isConfirmed || byClinician);
            }
        }

        return since;
    }

    private static Step? AskedFor(EpisodeHistory history, HistoryDecision decision)
    {
        var act = history.ConfirmationOf(decision.Version)?.Act;
        var (outcome, step) = act is { Override: not OverrideReason.None } ? (act.Outcome, act.Step) : (decision.Record.Outcome, decision.Record.Step);
        return outcome switch
        {
            Outcome.StepUp or Outcome.Enter => step,
            Outcome.Continue or Outcome.StepDown or Outcome.Discharge => Step.None,
            _ => null,
        };
    }

    private static bool HasStarted(EpisodeHistory history, Step step, HistoryDecision decision, DateOnly today) => history.StepStarts
        .Any(start => start.HappenedOn <= today && ((StepStarted)start.Content).Step >= step && start.Told.Version > decision.Version);
}
