using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Oversight;

/// <summary>Asks for open tasks.</summary>
/// <param name="Service">Whose.</param>
/// <param name="Filter">Which; by age only once the instant is known.</param>
/// <param name="MinimumAge">Open at least so long.</param>
/// <param name="PageSize">At most so many.</param>
/// <param name="After">Where the page before ended; null for the first.</param>
internal sealed record WorklistQuery(string Service, WorklistFilter Filter, TimeSpan? MinimumAge, int PageSize, WorklistBookmark? After);

/// <summary>Where a page of the worklist ended, and the instant that all its pages are held against.</summary>
internal sealed record WorklistBookmark(DateTimeOffset AsOf, WorklistPlace Place);

/// <summary>Asks for decisions.</summary>
/// <param name="Service">Whose.</param>
/// <param name="From">Recorded from then on; null from the first.</param>
/// <param name="Before">Recorded before; null to the last.</param>
/// <param name="Outcomes">Of these; empty for all.</param>
/// <param name="Call">Of this question; none for both.</param>
/// <param name="Version">By revisions of this version; null for all.</param>
/// <param name="PageSize">At most so many.</param>
/// <param name="After">What the pages before looked at; null for the first.</param>
internal sealed record DecisionsQuery(
    string Service, DateTimeOffset? From, DateTimeOffset? Before, ImmutableArray<Outcome> Outcomes, DecisionCall Call, string? Version, int PageSize, LogVector? After);

/// <summary>Asks to be told what happens.</summary>
/// <param name="Service">Where.</param>
/// <param name="Of">To what.</param>
/// <param name="Kinds">To tasks of these kinds; empty for all.</param>
/// <param name="After">What was told before; null from now on.</param>
internal sealed record WatchQuery(string Service, Watched Of, ImmutableArray<TaskKind> Kinds, LogVector? After)
{
    /// <summary>What of it is asked for; null when nothing is.</summary>
    internal EpisodeNews? Select(EpisodeNews? news)
    {
        var wanted = Of == Watched.Decisions ? news?.Decisions.Length
            : Kinds.IsEmpty ? news?.Tasks.Length
            : news?.Tasks.Count(task => Kinds.Contains(task.Item.Task.Kind));
        return wanted > 0 ? news : null;
    }
}

/// <summary>What can be watched.</summary>
internal enum Watched
{
    Tasks,
    Decisions,
}
