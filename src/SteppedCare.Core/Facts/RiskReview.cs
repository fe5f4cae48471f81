using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// Whether a named person has looked at every risk answer that stands. Telling order decides: nobody has reviewed what was not yet told, whenever it happened,
/// and a closed task covers what was told up to the version that its closer had before them.
/// A review recorded as valid until a date also covers what is told while it is valid and is no worse than what the reviewer saw ("known, safety plan valid
/// until", domain case 40); anything new, or an item 9 that rose, is not covered.
/// </summary>
internal static class RiskReview
{
    // Which closed tasks show that a person looked at which answers. Asking the question is not reviewing a plan, and a safeguarding lead looks at safeguarding.
    private static readonly TaskKind[] s_clinical = [TaskKind.CrisisNow, TaskKind.SameDay, TaskKind.BeforeNextStep];
    private static readonly TaskKind[] s_safeguarding = [.. s_clinical, TaskKind.Safeguarding];
    private static readonly TaskKind[] s_asked = [.. s_clinical, TaskKind.AskRisk];

    /// <summary>What was told here speaks of danger to somebody.</summary>
    internal static bool Speaks(EventContent content) => content switch
    {
        ScoreRecorded { Instrument: InstrumentCode.Phq9 } score => Scoring.Of(score).RiskAnswer > 0,
        RiskAnswered risk => risk.Answers.Any(answer => answer.Answer == Answer.Yes && answer.Topic != RiskTopic.ProtectiveFactors),
        _ => false,
    };

    internal static void Add(Facts facts, EpisodeHistory history, ImmutableArray<HistoryEvent> events, Measurements phq9, DateOnly today)
    {
        var uncovered = new UncoveredRisk(events, today);
        FactBuilder.Set(facts, FactNumber.RiskReviewed, Truth.Of(IsReviewed(history, events, uncovered, phq9, today)));

        // A lapsed review still shows that somebody looked at what was told before it.
        var reviewed = events.Where(told => told.Content is RiskReviewRecorded).Select(told => told.Revised).DefaultIfEmpty().Max();
        var (clinical, safeguarding) = (SeenBy(history, s_clinical), SeenBy(history, s_safeguarding));
        var item9 = uncovered.Item9.Where(one => IsUnseen(one.Told, clinical)).Select(one => one.Answer).DefaultIfEmpty().Max();
        FactBuilder.Set(facts, FactNumber.UnreviewedItem9, item9 > 0 ? item9 : null);
        FactBuilder.SetSeldom(facts, FactNumber.RiskTakenBack, uncovered.TakenBack.Any(one => IsUnseen(one.Told, one.IsSafeguarding ? safeguarding : clinical)));

        bool IsUnseen(ToldAt told, int seen) => told.Version > seen && told > reviewed;
    }

    // The furthest version that somebody who closed such a task had before them.
    private static int SeenBy(EpisodeHistory history, TaskKind[] tasks) =>
        history.ClosedTasks.Where(task => tasks.Contains(task.Kind)).Select(task => task.ClosedSeenVersion ?? 0).DefaultIfEmpty().Max();

    private static bool IsReviewed(EpisodeHistory history, ImmutableArray<HistoryEvent> events, UncoveredRisk uncovered, Measurements phq9, DateOnly today)
    {
        var unanswered = phq9.Latest is { } latest
            ? latest.Result.RiskAnswer is null ? latest.Told : (ToldAt?)null
            : new ToldAt(0, 0);
        (ToldAt? Answer, TaskKind[] Tasks)[] open = [(uncovered.Clinical, s_clinical), (uncovered.Safeguarding, s_safeguarding), (unanswered, s_asked)];
        return open.Any(one => one.Answer is not null)
            ? open.All(one => one.Answer is not { } told || IsReviewed(history, events, told, one.Tasks, today))
            : IsReviewed(history, events, new ToldAt(0, 0), s_clinical, today);
    }

    private static bool IsReviewed(EpisodeHistory history, ImmutableArray<HistoryEvent> events, ToldAt answer, TaskKind[] tasks, DateOnly today) =>
        history.ClosedTasks.Any(task => tasks.Contains(task.Kind) && task.ClosedSeenVersion >= answer.Version)
        || events.Any(told => told.Content is RiskReviewRecorded review && told.Revised > answer && review.ValidUntil >= today);
}
