namespace SteppedCare;

/// <summary>The facts about one person that every rule may rest on. Safety and adjust rules see these and no others.</summary>
public abstract class Case
{
    private readonly Facts _facts;

    private protected Case(Facts facts) => _facts = facts;

    internal Facts Facts => _facts;

    /// <summary>Age in whole years, 0 to 120, for scope only. Unknown when not asked.</summary>
    [Fact(FactNumber.Age, Absence.Asked, Least = 0, Most = 120)]
    public Count Age => _facts.Count(FactNumber.Age);

    /// <summary>
    /// PHQ-9 total, depression over two weeks: 0 to 27; caseness from 10 (NHS Data Dictionary); NICE NG222 calls 16 and above more severe.
    /// The latest completed one; pro-rated for one or two unanswered items, unknown with more, and without item 9. An older one never stands in.
    /// </summary>
    [Fact(FactNumber.Phq9, Absence.Asked, Least = 0, Most = 27)]
    public Score Phq9 => _facts.Score(FactNumber.Phq9);

    /// <summary>
    /// Item 9 of the latest PHQ-9, thoughts of being better off dead or of self-harm: 0 to 3. Never imputed: unknown when it was left out or only a total
    /// was given. A 0 is never "no risk".
    /// </summary>
    [Fact(FactNumber.Item9, Absence.Asked, Least = 0, Most = 3)]
    public Score Item9 => _facts.Score(FactNumber.Item9);

    /// <summary>GAD-7 total, anxiety over two weeks: 0 to 21; caseness from 8 (NHS Data Dictionary). The latest; pro-rated as PHQ-9 is.</summary>
    [Fact(FactNumber.Gad7, Absence.Asked, Least = 0, Most = 21)]
    public Score Gad7 => _facts.Score(FactNumber.Gad7);

    /// <summary>Work and social adjustment, functional impairment: 0 to 40, or 0 to 32 where the work item does not apply; above 20 marked. The latest.</summary>
    [Fact(FactNumber.Wsas, Absence.Asked, Least = 0, Most = 40)]
    public Score Wsas => _facts.Score(FactNumber.Wsas);

    /// <summary>The problem that a clinician assigned; <see cref="SteppedCare.Problem.NoDescriptor"/> when there is none or only a provisional one.</summary>
    [Fact(FactNumber.Problem, Absence.Assigned)]
    public Choice<Problem> Problem => _facts.Choice<Problem>(FactNumber.Problem);

    /// <summary>Whether a descriptor stands: none, provisional, clinician-assigned.</summary>
    [Fact(FactNumber.Descriptor, Absence.Assigned)]
    public Choice<DescriptorStatus> Descriptor => _facts.Choice<DescriptorStatus>(FactNumber.Descriptor);

    /// <summary>What kind of help the person asks for; "not stated" when nobody said.</summary>
    [Fact(FactNumber.Preference, Absence.Stated)]
    public Choice<Preference> Preference => _facts.Choice<Preference>(FactNumber.Preference);

    /// <summary>One of the present scores was completed by averaging over one or two unanswered items.</summary>
    [Fact(FactNumber.ProRated, Absence.Derived)]
    public Truth ProRated => _facts.Truth(FactNumber.ProRated);

    /// <summary>What the person stated about risk.</summary>
    public RiskFacts Risk => new(_facts);

    /// <summary>
    /// A named person closed a risk task, or recorded a review valid until a date not yet past, after the latest answer that raised it was told.
    /// While such a recorded review holds, an answer no worse than what the reviewer saw does not raise it again; one that is worse, rose or is new does.
    /// Closing a safeguarding task covers safeguarding, domestic abuse and harm to others; closing a question covers an item 9 left open; any other risk task covers
    /// all. Always known; false when nobody has reviewed anything.
    /// </summary>
    [Fact(FactNumber.RiskReviewed, Absence.Derived)]
    public Truth RiskReviewed => _facts.Truth(FactNumber.RiskReviewed);

    /// <summary>
    /// The last answer to item 9, 0 to 3, whichever PHQ-9 it was given in: what was said is not taken back by leaving the question out later. "Not stated" when it
    /// never was answered; never to be read without <see cref="Item9"/>, which is unknown while the question is open.
    /// </summary>
    [Fact(FactNumber.LastAnsweredItem9, Absence.Stated, Least = 0, Most = 3)]
    public Score LastAnsweredItem9 => _facts.Score(FactNumber.LastAnsweredItem9);

    /// <summary>Item 9 rose since the PHQ-9 before, or appeared after zeros. Unknown without two answers.</summary>
    [Fact(FactNumber.Item9Rise, Absence.Derived)]
    public Truth Item9Rise => _facts.Truth(FactNumber.Item9Rise);

    /// <summary>What the person can use. Changes the format of care, never the step.</summary>
    public AccessFacts Access => new(_facts);

    /// <summary>
    /// Functioning fell sharply: WSAS rose by 8 or more, or PHQ-9 by 6 or more, within two weeks (domain judgement, after NICE and the stepped-care guides).
    /// Like is compared with like: WSAS with and without the work item are not, nor totals that do not tell. Unknown without two scores within two weeks, unless the
    /// rise over a longer time was too small.
    /// </summary>
    [Fact(FactNumber.RapidFunctionalDecline, Absence.Derived)]
    public Truth RapidFunctionalDecline => _facts.Truth(FactNumber.RapidFunctionalDecline);

    /// <summary>Days since the referral was received.</summary>
    [Fact(FactNumber.DaysSinceReferral, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysSinceReferral => _facts.Count(FactNumber.DaysSinceReferral);

    /// <summary>Days since the referral while no treatment appointment has been attended; unknown once one was.</summary>
    [Fact(FactNumber.DaysAwaitingFirstTreatment, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysAwaitingFirstTreatment => _facts.Count(FactNumber.DaysAwaitingFirstTreatment);

    /// <summary>Days since the first attended treatment appointment while no second has been attended; otherwise unknown.</summary>
    [Fact(FactNumber.DaysAwaitingSecondTreatment, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysAwaitingSecondTreatment => _facts.Count(FactNumber.DaysAwaitingSecondTreatment);

    /// <summary>Days since the last attended contact, or since the referral when there was none.</summary>
    [Fact(FactNumber.DaysSinceLastContact, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysSinceLastContact => _facts.Count(FactNumber.DaysSinceLastContact);

    /// <summary>Sessions missed in a row up to now: did not attend, or arrived too late to be seen (NHS codes 3 and 7). Cancellations do not count, and do not end the row.</summary>
    [Fact(FactNumber.MissedInARow, Absence.Derived, Least = 0, Most = 200)]
    public Count MissedInARow => _facts.Count(FactNumber.MissedInARow);

    /// <summary>Treatment appointments attended in this episode (NHS: attendance 5 or 6, appointment 02, 03 or 05).</summary>
    [Fact(FactNumber.AttendedTreatments, Absence.Derived, Least = 0, Most = 1_000)]
    public Count AttendedTreatments => _facts.Count(FactNumber.AttendedTreatments);
}
