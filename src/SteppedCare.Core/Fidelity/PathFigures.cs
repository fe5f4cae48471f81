namespace SteppedCare;

/// <summary>The official path of a finished course. The numbers are part of figures that stores keep: never changed.</summary>
internal enum CarePath
{
    /// <summary>Of no treatment the intensity is known.</summary>
    Unknown = 0,

    OnlyLow = 1,

    OnlyHigh = 2,

    /// <summary>A stage at low intensity, then one at high.</summary>
    SteppedUp = 3,

    /// <summary>A stage at high intensity, then one at low.</summary>
    SteppedDown = 4,

    /// <summary>Both, and neither stepped up nor down.</summary>
    Mixed = 5,
}

/// <summary>What finished courses came to, once more by their official path.</summary>
internal static class PathFigures
{
    private const int Apart = 10;

    private static readonly Figure[] s_outcomes =
        [Figure.Finished, Figure.StartedBelowCaseness, Figure.Recovered, Figure.ReliablyRecovered, Figure.ReliablyImproved, Figure.ReliablyDeteriorated];

    /// <summary>The figure of courses of that path that came to that.</summary>
    internal static Figure Of(CarePath path, Figure outcome) => Figure.FirstOfPaths + (int)path * Apart + Array.IndexOf(s_outcomes, outcome);

    /// <summary>Counts for its path what was counted of the course.</summary>
    internal static void Add(Contribution to, CareCourse course)
    {
        if (course.IsFinished)
        {
            var month = course.On(course.Ended!.Value);
            foreach (var outcome in s_outcomes)
            {
                to.Add(month, Of(course.OfficialStages.Path, outcome), to[month, outcome]);
            }
        }
    }
}
