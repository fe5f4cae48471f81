namespace SteppedCare.Policies;

/// <summary>A vignette that was told as a story of days.</summary>
/// <param name="History">What happened.</param>
/// <param name="Facts">All its facts on the day of the question.</param>
/// <param name="Now">The day of the question.</param>
internal sealed record VignetteEpisode(EpisodeHistory History, Facts Facts, CivilTime Now)
{
    /// <summary>The review point of a step, as cases call it.</summary>
    internal const string ReviewPoint = "review";

    /// <summary>The day on which a review point or a watch falls due by these rules; "none" when it does not.</summary>
    internal string DayOf(string timer, Rulebook book)
    {
        var due = timer == ReviewPoint
            ? Timers.Of(History, Facts, Now, book.Norms, book.ReviewTimers, []).Where(each => each.Kind == DueKind.Review).Select(each => each.Due)
            : Timers.Notices(History, Facts, Now, book.Norms, book.ReviewTimers, [.. book.WatchTimers.Where(watch => watch.Name == timer)]).Select(notice => notice.Due);
        return due.Select(each => (DateTimeOffset?)each).FirstOrDefault() is { } first
            ? EpisodeVignette.DayOf(first).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : "none";
    }
}
