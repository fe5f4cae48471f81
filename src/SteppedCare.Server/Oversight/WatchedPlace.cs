namespace SteppedCare.Server.Oversight;

/// <summary>How far one watch has been told, and since when it has been silent.</summary>
/// <param name="query">What is watched.</param>
/// <param name="at">Everything up to here was told.</param>
/// <param name="clock">The clock.</param>
internal sealed class WatchedPlace(WatchQuery query, LogVector at, TimeProvider clock)
{
    private long _silentSince = clock.GetTimestamp();

    internal LogVector At { get; private set; } = at;

    internal TimeSpan Silence => clock.GetElapsedTime(_silentSince);

    /// <summary>Past an entry: the answer that tells of it; null where it holds nothing that is watched, or was told before.</summary>
    internal WatchAnswer? Pass(LogNews news)
    {
        if (news.Position.CompareTo(At[news.Bucket]) <= 0)
        {
            return null;
        }

        At = At.With(news.Bucket, news.Position);
        return query.Select(news.News) is { } told ? Told(new WatchAnswer(At, told.RecordedAt, told)) : null;
    }

    /// <summary>That the watch lives, and how far it is.</summary>
    internal WatchAnswer Sign() => Told(new WatchAnswer(At, clock.GetUtcNow(), null));

    private WatchAnswer Told(WatchAnswer answer)
    {
        _silentSince = clock.GetTimestamp();
        return answer;
    }
}
