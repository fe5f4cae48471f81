namespace SteppedCare;

/// <summary>
/// Figures of windows in which something may still happen. Each window is counted at once, whatever came of it so far, under the day on which it closes: so
/// nobody has to write anything for a miss to be counted, and a report leaves out the windows that are open when it is made, kept and missed alike.
/// </summary>
internal static class Closings
{
    // So many numbers apart, more than a month has days.
    private const int Apart = 40;

    private const Figure First = Figure.FirstOfReviewPoint, End = Figure.FirstOfNotOnTrackActedUpon + Apart;

    /// <summary>Counts a window that closes after that day.</summary>
    internal static void Add(Contribution to, CareCourse course, DateOnly last, Figure windows, Figure kept, bool isKept)
    {
        to.Add(course.On(last), windows + last.Day);
        to.AddIf(isKept, course.On(last), kept + last.Day);
    }

    /// <summary>What reports call a figure that is kept by the day; every other is called what it is.</summary>
    internal static Figure Told(Figure kept) => kept is < First or >= End
        ? kept
        : (kept - ((int)kept % Apart)) switch
        {
            Figure.FirstOfReviewPoint => Figure.ReviewPoint,
            Figure.FirstOfReviewedAtReviewPoint => Figure.ReviewedAtReviewPoint,
            Figure.FirstOfNotOnTrack => Figure.NotOnTrack,
            _ => Figure.NotOnTrackActedUpon,
        };

    /// <summary>The window of that month's figure is still open on that day; false for a figure without one.</summary>
    internal static bool IsOpen(Figure kept, Month month, DateOnly today) =>
        kept is >= First and < End && (month.Year, month.Number, (int)kept % Apart).CompareTo((today.Year, today.Month, today.Day)) >= 0;
}
