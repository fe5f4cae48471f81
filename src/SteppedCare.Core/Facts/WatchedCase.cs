namespace SteppedCare;

/// <summary>
/// A person as the clock sees them between decisions. A watch looks at these counts, at every other count of days, and at counts of sessions. They begin at an
/// instant, so that 0 means at once. No rule reads them: they depend on what a policy asked for and on what people did with it.
/// </summary>
public sealed class WatchedCase : ReviewCase
{
    internal WatchedCase(Facts facts)
        : base(facts)
    {
    }

    /// <summary>
    /// Days since a review fell due that nobody has decided: the step's review point, the next look that the latest decision asked for, the one after an override, or
    /// the one after a risk task that came first was closed, whichever was first.
    /// </summary>
    [Fact(FactNumber.DaysReviewOverdue, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysReviewOverdue => Facts.Count(FactNumber.DaysReviewOverdue);

    /// <summary>Days since the latest decision was made, while no clinician has confirmed or overridden it.</summary>
    [Fact(FactNumber.DaysUnconfirmed, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysUnconfirmed => Facts.Count(FactNumber.DaysUnconfirmed);

    /// <summary>Days since something that the latest decision rested on was told otherwise.</summary>
    [Fact(FactNumber.DaysInputsChanged, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysInputsChanged => Facts.Count(FactNumber.DaysInputsChanged);

    /// <summary>Days since the time box of a risk task ended that nobody has closed; each such task by itself. Counted after the end of an episode, too.</summary>
    [Fact(FactNumber.DaysRiskTaskLate, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysRiskTaskLate => Facts.Count(FactNumber.DaysRiskTaskLate);

    /// <summary>
    /// Days since danger was told of that no review covers, or a risk task was closed by somebody who had not seen it raised again, while nothing has been decided.
    /// Counted after the end of an episode, too.
    /// </summary>
    [Fact(FactNumber.DaysRiskUndecided, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysRiskUndecided => Facts.Count(FactNumber.DaysRiskUndecided);
}
