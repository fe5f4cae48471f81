using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>Steps, sessions, waits and earlier decisions.</summary>
internal static class CourseFacts
{
    internal static void Add(Facts facts, EpisodeHistory history, ImmutableArray<HistoryEvent> events, Sessions sessions, DateOnly today)
    {
        var referred = events.FirstOrDefault(told => told.Content is ReferralReceived)?.HappenedOn;
        FactBuilder.Set(facts, FactNumber.DaysSinceReferral, Days(referred, today));
        FactBuilder.Set(facts, FactNumber.DaysSinceLastContact, Days(sessions.LastAttended ?? referred, today));
        FactBuilder.Set(facts, FactNumber.MissedInARow, sessions.MissedInARow);
        FactBuilder.Set(facts, FactNumber.AttendedTreatments, sessions.Treatments.Length);
        FactBuilder.Set(facts, FactNumber.ReviewsWithoutImprovement, ReviewsWithoutImprovement(history, sessions.Start, today));
        switch (sessions.Treatments.Length)
        {
            case 0:
                FactBuilder.Set(facts, FactNumber.DaysAwaitingFirstTreatment, Days(referred, today));
                break;
            case 1:
                FactBuilder.Set(facts, FactNumber.DaysAwaitingSecondTreatment, Days(sessions.Treatments[0].HappenedOn, today));
                break;
        }

        if (sessions.Start is { } start)
        {
            facts[FactNumber.Step] = (int)sessions.Step;
            FactBuilder.Set(facts, FactNumber.AttendedAtStep, sessions.TreatmentsAtStep.Length);
            FactBuilder.Set(facts, FactNumber.DaysAtStep, Days(start.HappenedOn, today));
        }

        if (events.Any(told => told.Content is StepDeclined declined && declined.Step > sessions.Step && !WasOfferedAgain(history, declined.Step, told.Told)))
        {
            facts[FactNumber.DeclinedStep] = 1;
        }

        SetStepUpWait(facts, history, today);
    }

    /// <summary>The one day count that a decision itself begins or ends: its own timers need it once more, with the decision in the history.</summary>
    internal static void SetStepUpWait(Facts facts, EpisodeHistory history, DateOnly today)
    {
        var step = facts[FactNumber.Step] == FactCode.Unknown ? Step.None : (Step)facts[FactNumber.Step];
        facts[FactNumber.DaysAwaitingStepUp] = FactCode.Unknown;
        FactBuilder.Set(facts, FactNumber.DaysAwaitingStepUp, Days(StepUpWait.Since(history, step, today), today));
    }

    private static int? Days(DateOnly? since, DateOnly today) => since is { } date ? today.DayNumber - date.DayNumber : null;

    // Reviews of one day are one review: asking twice is not a second look.
    private static int ReviewsWithoutImprovement(EpisodeHistory history, HistoryEvent? start, DateOnly today) => history.Decisions
        .Where(decision => decision.Record is { Call: DecisionCall.Review, Consent: true } && decision.AsOf.Date <= today && (start is null || decision.IsSince(start)))
        .Where(decision => FactsVector.Decode(decision.Record.Facts.AsSpan())[FactNumber.ReliableImprovement] != 1)
        .Select(decision => decision.AsOf.Date)
        .Distinct()
        .Count();

    private static bool WasOfferedAgain(EpisodeHistory history, Step step, ToldAt declined) =>
        history.Decisions.Any(decision => decision.Version >= declined.Version && decision.Record.Step == step);
}
