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

    // Twice the time that a PHQ-9 asks about (a judgement): what was older when it was first told, as where a whole record is told at once, is no news. A decision
    // sees it. What a correction brings to light is news however late it comes.
    private const int RecentDays = 28;

    /// <summary>
    /// Where danger was told that nobody has looked at and nothing was decided about since, each entry once. Recent when it was told: an alarm about a year-old
    /// answer would drown the others.
    /// </summary>
    internal static IEnumerable<ToldAt> Undecided(EpisodeHistory history, DateOnly today)
    {
        var decided = history.LatestDecision?.Version ?? 0;
        var recent = history.Events.Where(told => told.Revised.Version > decided && told.HappenedOn <= today && IsRecent(history, told)).Select(told => told.Revised).ToHashSet();
        if (recent.Count == 0)
        {
            return [];
        }

        ImmutableArray<HistoryEvent> events = [.. history.Events.Where(told => told.HappenedOn <= today)];
        var (uncovered, looked) = (new UncoveredRisk(events, today), new Looked(history, events));
        return uncovered.Item9.Select(one => (one.Told, IsSafeguarding: false)).Concat(uncovered.Standing).Concat(uncovered.TakenBack)
            .Where(one => recent.Contains(one.Told) && looked.IsUnseen(one.Told, one.IsSafeguarding))
            .Select(one => one.Told)
            .DistinctBy(told => told.Version)
            .Order();
    }

    internal static void Add(Facts facts, EpisodeHistory history, ImmutableArray<HistoryEvent> events, Measurements phq9, DateOnly today)
    {
        var uncovered = new UncoveredRisk(events, today);
        FactBuilder.Set(facts, FactNumber.RiskReviewed, Truth.Of(IsReviewed(history, events, uncovered, phq9, today)));

        var looked = new Looked(history, events);
        var item9 = uncovered.Item9.Where(one => looked.IsUnseen(one.Told, isSafeguarding: false)).Select(one => one.Answer).DefaultIfEmpty().Max();
        FactBuilder.Set(facts, FactNumber.UnreviewedItem9, item9 > 0 ? item9 : null);
        FactBuilder.SetSeldom(facts, FactNumber.RiskTakenBack, uncovered.TakenBack.Any(one => looked.IsUnseen(one.Told, one.IsSafeguarding)));
    }

    private static bool IsRecent(EpisodeHistory history, HistoryEvent told) =>
        told.HappenedOn >= CivilTime.Of(history.Trajectory.Entries[told.Told.Version - 1].RecordedAt, history.Zone).Date.AddDays(-RecentDays);

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

    /// <summary>How far people have looked, whether or not what they said still holds.</summary>
    private readonly struct Looked(EpisodeHistory history, ImmutableArray<HistoryEvent> events)
    {
        // A lapsed review still shows that somebody looked at what was told before it.
        private readonly ToldAt _reviewed = events.Where(told => told.Content is RiskReviewRecorded).Select(told => told.Revised).DefaultIfEmpty().Max();
        private readonly int _clinical = SeenBy(history, s_clinical);
        private readonly int _safeguarding = SeenBy(history, s_safeguarding);

        internal bool IsUnseen(ToldAt told, bool isSafeguarding) => told.Version > (isSafeguarding ? _safeguarding : _clinical) && told > _reviewed;
    }
}
