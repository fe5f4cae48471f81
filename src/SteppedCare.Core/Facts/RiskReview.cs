using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// Whether a named person has looked at every risk answer that stands. Telling order decides: nobody has reviewed what was not yet told, whenever it happened.
/// A review recorded as valid until a date also covers what is told while it is valid and is no worse than what the reviewer saw ("known, safety plan valid
/// until", domain case 40); anything new, or an item 9 that rose, is not covered.
/// </summary>
internal static class RiskReview
{
    // Which closed tasks show that a person looked at which answers. Asking the question is not reviewing a plan, and a safeguarding lead looks at safeguarding.
    private static readonly TaskKind[] s_clinical = [TaskKind.CrisisNow, TaskKind.SameDay, TaskKind.BeforeNextStep];
    private static readonly TaskKind[] s_safeguarding = [.. s_clinical, TaskKind.Safeguarding];
    private static readonly TaskKind[] s_asked = [.. s_clinical, TaskKind.AskRisk];

    internal static bool IsReviewed(EpisodeHistory history, ImmutableArray<HistoryEvent> events, Measurements phq9, DateOnly today)
    {
        var clinical = LatestAnswer(events, IsClinical, today);
        var safeguarding = LatestAnswer(events, IsSafeguarding, today);
        var unanswered = phq9.Latest is { } latest
            ? latest.Result.RiskAnswer is null ? latest.Told : (ToldAt?)null
            : new ToldAt(0, 0);
        (ToldAt? Answer, TaskKind[] Tasks)[] open = [(clinical, s_clinical), (safeguarding, s_safeguarding), (unanswered, s_asked)];
        return open.Any(one => one.Answer is not null)
            ? open.All(one => one.Answer is not { } told || IsReviewed(history, events, told, one.Tasks, today))
            : IsReviewed(history, events, new ToldAt(0, 0), s_clinical, today);
    }

    private static bool IsReviewed(EpisodeHistory history, ImmutableArray<HistoryEvent> events, ToldAt answer, TaskKind[] tasks, DateOnly today) =>
        history.ClosedTasks.Any(task => tasks.Contains(task.Kind) && new ToldAt(task.ClosedVersion!.Value, ToldAt.Act) > answer)
        || events.Any(told => told.Content is RiskReviewRecorded review && told.Revised > answer && review.ValidUntil >= today);

    private static ToldAt? LatestAnswer(ImmutableArray<HistoryEvent> events, Func<EventContent, bool> raises, DateOnly today)
    {
        var answers = events.Where(told => raises(told.Content) && !IsCovered(told, events, today)).Select(told => told.Revised).ToList();
        return answers.Count == 0 ? null : answers.Max();
    }

    private static bool IsCovered(HistoryEvent answer, ImmutableArray<HistoryEvent> events, DateOnly today) => events.Any(review =>
        review.Content is RiskReviewRecorded recorded && recorded.ValidUntil >= today && review.Revised < answer.Revised
        && IsNoWorse(answer, events, review.Revised));

    private static bool IsNoWorse(HistoryEvent answer, ImmutableArray<HistoryEvent> events, ToldAt review) => answer.Content switch
    {
        ScoreRecorded score when Instrument.Phq9.Score(score).RiskAnswer is { } item9 =>
            Item9Before(events, review) is { } seen && item9 <= seen && !(item9 > Item9Before(events, answer.Revised)),
        RiskAnswered risk => risk.Answers.Where(one => one.Answer == Answer.Yes).All(one => one.Topic == RiskTopic.ProtectiveFactors || StoodBefore(events, review, one.Topic)),
        _ => false,
    };

    private static int? Item9Before(ImmutableArray<HistoryEvent> events, ToldAt when) => events
        .Where(told => told.Revised < when && told.Content is ScoreRecorded { Instrument: InstrumentCode.Phq9 })
        .OrderBy(told => told.Revised)
        .Select(told => Instrument.Phq9.Score((ScoreRecorded)told.Content).RiskAnswer)
        .LastOrDefault();

    private static bool StoodBefore(ImmutableArray<HistoryEvent> events, ToldAt when, RiskTopic topic) => events
        .Where(told => told.Revised < when)
        .OrderBy(told => told.Revised)
        .Select(told => told.Content)
        .OfType<RiskAnswered>()
        .SelectMany(risk => risk.Answers)
        .LastOrDefault(one => one.Topic == topic && one.Answer is (Answer.Yes or Answer.No))
        .Answer == Answer.Yes;

    private static bool IsClinical(EventContent content) => content switch
    {
        ScoreRecorded { Instrument: InstrumentCode.Phq9 } score => Instrument.Phq9.Score(score).RiskAnswer > 0,
        RiskAnswered risk => risk.Answers.Any(answer => answer.Answer == Answer.Yes && answer.Topic != RiskTopic.ProtectiveFactors && !IsSafeguarding(answer.Topic)),
        _ => false,
    };

    private static bool IsSafeguarding(EventContent content) =>
        content is RiskAnswered risk && risk.Answers.Any(answer => answer.Answer == Answer.Yes && IsSafeguarding(answer.Topic));

    private static bool IsSafeguarding(RiskTopic topic) => topic is RiskTopic.Safeguarding or RiskTopic.DomesticAbuse or RiskTopic.HarmToOthers;
}
