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

    private static readonly uint s_safeguardingTopics = Bit(RiskTopic.Safeguarding) | Bit(RiskTopic.DomesticAbuse) | Bit(RiskTopic.HarmToOthers);

    /// <summary>What was told here speaks of danger to somebody.</summary>
    internal static bool Speaks(EventContent content) => content switch
    {
        ScoreRecorded { Instrument: InstrumentCode.Phq9 } score => Scoring.Of(score).RiskAnswer > 0,
        RiskAnswered risk => risk.Answers.Any(answer => answer.Answer == Answer.Yes && answer.Topic != RiskTopic.ProtectiveFactors),
        _ => false,
    };

    internal static bool IsReviewed(EpisodeHistory history, ImmutableArray<HistoryEvent> events, Measurements phq9, DateOnly today)
    {
        var (clinical, safeguarding) = LatestUncovered(events, today);
        var unanswered = phq9.Latest is { } latest
            ? latest.Result.RiskAnswer is null ? latest.Told : (ToldAt?)null
            : new ToldAt(0, 0);
        (ToldAt? Answer, TaskKind[] Tasks)[] open = [(clinical, s_clinical), (safeguarding, s_safeguarding), (unanswered, s_asked)];
        return open.Any(one => one.Answer is not null)
            ? open.All(one => one.Answer is not { } told || IsReviewed(history, events, told, one.Tasks, today))
            : IsReviewed(history, events, new ToldAt(0, 0), s_clinical, today);
    }

    private static bool IsReviewed(EpisodeHistory history, ImmutableArray<HistoryEvent> events, ToldAt answer, TaskKind[] tasks, DateOnly today) =>
        history.ClosedTasks.Any(task => tasks.Contains(task.Kind) && task.ClosedSeenVersion >= answer.Version)
        || events.Any(told => told.Content is RiskReviewRecorded review && told.Revised > answer && review.ValidUntil >= today);

    // One pass in the order told: a history of two thousand answers and reviews is looked at two thousand times, not so often squared.
    private static (ToldAt? Clinical, ToldAt? Safeguarding) LatestUncovered(ImmutableArray<HistoryEvent> events, DateOnly today)
    {
        ToldAt? clinical = null, safeguarding = null;
        int? item9 = null, item9Reviewed = null;
        var stated = 0u;
        var statedReviewed = new HashSet<uint>();
        foreach (var told in events.OrderBy(told => told.Revised))
        {
            switch (told.Content)
            {
                case RiskReviewRecorded review when review.ValidUntil >= today:
                    statedReviewed.Add(stated);
                    item9Reviewed = item9 > item9Reviewed ? item9 : item9Reviewed ?? item9;
                    break;
                case ScoreRecorded { Instrument: InstrumentCode.Phq9 } score:
                    var answer = Scoring.Of(score).RiskAnswer;
                    var isCovered = answer <= item9Reviewed && !(answer > item9);
                    clinical = answer > 0 && !isCovered ? told.Revised : clinical;
                    item9 = answer;
                    break;
                case RiskAnswered risk:
                    var yes = TopicsOf(risk, Answer.Yes) & ~Bit(RiskTopic.ProtectiveFactors);
                    if (!statedReviewed.Any(seen => (yes & ~seen) == 0))
                    {
                        clinical = (yes & ~s_safeguardingTopics) != 0 ? told.Revised : clinical;
                        safeguarding = (yes & s_safeguardingTopics) != 0 ? told.Revised : safeguarding;
                    }

                    stated = (stated & ~TopicsOf(risk, Answer.No)) | yes;
                    break;
            }
        }

        return (clinical, safeguarding);
    }

    private static uint TopicsOf(RiskAnswered risk, Answer answer) =>
        risk.Answers.Where(one => one.Answer == answer).Aggregate(0u, (topics, one) => topics | Bit(one.Topic));

    private static uint Bit(RiskTopic topic) => 1u << (int)topic;
}
