namespace SteppedCare;

/// <summary>
/// Figures of windows in which something may still happen. Each window is counted at once, whatever came of it so far, under the day on which it closes: so
/// nobody has to write anything for a miss to be counted, and a report leaves out the windows that are open when it is made, kept and missed alike.
/// </summary>
internal static class Closings
{
    // So many numbers apart, more than a month has days.
    private const int Apart = 40;

    private const Figure First = Figure.FirstOfNotHelpedByLow, End = Figure.FirstOfNotOnTrackActedUpon + Apart;

    /// <summary>Counts a window that closes after that day, or so many of what is counted of it.</summary>
    internal static void Add(Contribution to, CareCourse course, DateOnly last, Figure first, long count = 1) => to.Add(course.On(last), first + last.Day, count);

    internal static void AddIf(bool holds, Contribution to, CareCourse course, DateOnly last, Figure first) => Add(to, course, last, first, holds ? 1 : 0);

    /// <summary>What reports call a figure that is kept by the day; every other is called what it is.</summary>
    internal static Figure Told(Figure kept) => kept is < First or >= End
        ? kept
        : (kept - ((int)kept % Apart)) switch
        {
            Figure.FirstOfNotHelpedByLow => Figure.NotHelpedByLow,
            Figure.FirstOfNotHelpedSteppedUp => Figure.NotHelpedSteppedUp,
            Figure.FirstOfNotHelpedSteppedUpWithin28Days => Figure.NotHelpedSteppedUpWithin28Days,
            Figure.FirstOfDaysFromNotHelpedToStepUp => Figure.DaysFromNotHelpedToStepUp,
            Figure.FirstOfReviewPoint => Figure.ReviewPoint,
            Figure.FirstOfReviewedAtReviewPoint => Figure.ReviewedAtReviewPoint,
            Figure.FirstOfNotOnTrack => Figure.NotOnTrack,
            _ => Figure.NotOnTrackActedUpon,
        };

    /// <summary>The window of that month's figure is still open on that day; false for a figure without one.</summary>
    internal static bool IsOpen(Figure kept, Month month, DateOnly today) =>
        kept is >= First and < End && (month.Year, month.Number, (int)kept % Apart).CompareTo((today.Year, today.Month, today.Day)) >= 0;
}
