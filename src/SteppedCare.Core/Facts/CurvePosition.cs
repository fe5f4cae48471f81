namespace SteppedCare;

/// <summary>Where a score lies on an expected-response curve. It points to supervision and never changes a step by itself.</summary>
public enum CurvePosition
{
    /// <summary>No curve for this step and baseline, no session yet at which one begins, or no score.</summary>
    NotPlaced = 0,

    /// <summary>At or below the median: as well as half of those who began alike.</summary>
    AtOrBelowMedian = 1,

    /// <summary>Above the median, not above the upper bound.</summary>
    Expected = 2,

    /// <summary>Above the upper bound.</summary>
    AboveUpper = 3,
}
