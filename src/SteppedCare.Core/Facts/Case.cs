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

    /// <summary>SPIN total, social anxiety: 0 to 68; caseness from 19. The latest; unknown when not given, as every measure below.</summary>
    [Fact(FactNumber.Spin, Absence.Asked, Least = 0, Most = 68)]
    public Score Spin => _facts.Score(FactNumber.Spin);

    /// <summary>OCI total, obsessive-compulsive distress, 42 items: 0 to 168; caseness from 40 as reported.</summary>
    [Fact(FactNumber.Oci, Absence.Asked, Least = 0, Most = 168)]
    public Score Oci => _facts.Score(FactNumber.Oci);

    /// <summary>OCI-R total, obsessive-compulsive distress, 18 items: 0 to 72; caseness from 21.</summary>
    [Fact(FactNumber.OciR, Absence.Asked, Least = 0, Most = 72)]
    public Score OciR => _facts.Score(FactNumber.OciR);

    /// <summary>PCL-5 total, post-traumatic stress: 0 to 80; caseness from 32, unverified (other sources 31 to 33).</summary>
    [Fact(FactNumber.Pcl5, Absence.Asked, Least = 0, Most = 80)]
    public Score Pcl5 => _facts.Score(FactNumber.Pcl5);

    /// <summary>IES-R total, post-traumatic stress in older episodes: 0 to 88; caseness from 33.</summary>
    [Fact(FactNumber.IesR, Absence.Asked, Least = 0, Most = 88)]
    public Score IesR => _facts.Score(FactNumber.IesR);

    /// <summary>Short Health Anxiety Inventory total over its 14 items: 0 to 42; caseness from 18 as reported.</summary>
    [Fact(FactNumber.Hai, Absence.Asked, Least = 0, Most = 42)]
    public Score Hai => _facts.Score(FactNumber.Hai);

    /// <summary>PDSS total, panic: 0 to 28; caseness from 8.</summary>
    [Fact(FactNumber.Pdss, Absence.Asked, Least = 0, Most = 28)]
    public Score Pdss => _facts.Score(FactNumber.Pdss);

    /// <summary>Mobility Inventory (alone), agoraphobia: a mean of 1 to 5 with decimals; caseness above 2.3 (NHS Data Dictionary).</summary>
    [Fact(FactNumber.Mobility, Absence.Asked, Least = 1_000, Most = 5_000, Decimals = true)]
    public Score Mobility => _facts.DecimalScore(FactNumber.Mobility);

    /// <summary>Body Image Questionnaire total: 0 to 72; caseness from 40 as reported, unverified.</summary>
    [Fact(FactNumber.Biq, Absence.Asked, Least = 0, Most = 72)]
    public Score Biq => _facts.Score(FactNumber.Biq);

    /// <summary>Chalder Fatigue Questionnaire, Likert scoring: 0 to 33; caseness from 19 as reported, unverified.</summary>
    [Fact(FactNumber.Cfq, Absence.Asked, Least = 0, Most = 33)]
    public Score Cfq => _facts.Score(FactNumber.Cfq);

    /// <summary>Chalder Fatigue Questionnaire, bimodal scoring: 0 to 11; caseness from 4. Never compared with the Likert scoring.</summary>
    [Fact(FactNumber.CfqBimodal, Absence.Asked, Least = 0, Most = 11)]
    public Score CfqBimodal => _facts.Score(FactNumber.CfqBimodal);

    /// <summary>IBS Symptom Severity Scale total: 0 to 500; caseness from 75 as reported, unverified.</summary>
    [Fact(FactNumber.IbsSss, Absence.Asked, Least = 0, Most = 500)]
    public Score IbsSss => _facts.Score(FactNumber.IbsSss);

    /// <summary>PHQ-15 total, bodily symptoms: 0 to 30; caseness from 10 as reported, unverified.</summary>
    [Fact(FactNumber.Phq15, Absence.Asked, Least = 0, Most = 30)]
    public Score Phq15 => _facts.Score(FactNumber.Phq15);

    /// <summary>
    /// The measure that stands beside PHQ-9 in every outcome: the one the NHS pairs with the clinician-assigned problem, GAD-7 where there is none, where it
    /// is missing, or where the policy says so. Found anew from the latest problem each time. Always known.
    /// </summary>
    [Fact(FactNumber.PairedMeasure, Absence.Derived)]
    public Choice<InstrumentCode> PairedMeasure => _facts.Choice<InstrumentCode>(FactNumber.PairedMeasure);

    /// <summary>A cut-off or reliable change of the paired measure was found in no readable source: the outcome is reported, not verified. Always known.</summary>
    [Fact(FactNumber.PairUnverified, Absence.Seldom)]
    public Truth PairUnverified => _facts.Truth(FactNumber.PairUnverified);

    /// <summary>
    /// A mean was told with fewer than two decimals, so that its side of a line can be in doubt: within half a tenth of one nothing is claimed. Always known.
    /// </summary>
    [Fact(FactNumber.RoundedScore, Absence.Seldom)]
    public Truth RoundedScore => _facts.Truth(FactNumber.RoundedScore);

    /// <summary>At or above the cut-off on PHQ-9 or on the paired measure, now. Unknown while neither is and one is missing.</summary>
    [Fact(FactNumber.AtCaseness, Absence.Derived)]
    public Truth AtCaseness => _facts.Truth(FactNumber.AtCaseness);

    /// <summary>Days since the traumatic event that the problem is about, as told. Unknown when nobody told a date.</summary>
    [Fact(FactNumber.DaysSinceTrauma, Absence.Asked, Least = 0, Most = 36_500, Days = true)]
    public Count DaysSinceTrauma => _facts.Count(FactNumber.DaysSinceTrauma);

    /// <summary>Trauma with severe dissociation, as stated.</summary>
    [Fact(FactNumber.Dissociation, Absence.Stated)]
    public Truth Dissociation => _facts.Truth(FactNumber.Dissociation);

    /// <summary>
    /// How many of the seven criteria that suggest step 4 were stated: complex needs, several or frequent recurrences, several traumas or abuse in childhood,
    /// poor response to CBT, sustained impact, several diagnoses, more than twelve months (Buckinghamshire's local list). 0 when none were. A history of
    /// risk, the list's eighth, is not counted: no answer about risk moves the step (NICE NG225 1.6).
    /// </summary>
    [Fact(FactNumber.Step4Criteria, Absence.Stated, Least = 0, Most = 7)]
    public Count Step4Criteria => _facts.Count(FactNumber.Step4Criteria);

    /// <summary>The first PHQ-9 or paired measure was taken more than four weeks before the first treatment session (a judgement). No before that session.</summary>
    [Fact(FactNumber.BaselineStale, Absence.Seldom)]
    public Truth BaselineStale => _facts.Truth(FactNumber.BaselineStale);

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
    /// While such a recorded review holds, an answer no worse than what the reviewer saw does not raise it again; one that is worse, rose, is new, or was taken back
    /// and made again does.
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

    /// <summary>
    /// The greatest answer to item 9, 0 to 3, that nobody has looked at: told after the last review and after what the closer of the last risk task had seen, and
    /// covered by no review that still holds. A later 0 takes back nothing: a flag never disappears by rule (domain 6). 0 when there is none.
    /// </summary>
    [Fact(FactNumber.UnreviewedItem9, Absence.Seldom, Least = 0, Most = 3)]
    public Score UnreviewedItem9 => _facts.Score(FactNumber.UnreviewedItem9);

    /// <summary>
    /// A danger to the person or to others was stated and answered "no" later, and nobody has looked at the statement since. An earlier attempt, substance use and
    /// isolation are no danger by themselves. Always known.
    /// </summary>
    [Fact(FactNumber.RiskTakenBack, Absence.Seldom)]
    public Truth RiskTakenBack => _facts.Truth(FactNumber.RiskTakenBack);

    /// <summary>Item 9 rose since the PHQ-9 before, or appeared after zeros. Unknown without two answers.</summary>
    [Fact(FactNumber.Item9Rise, Absence.Derived)]
    public Truth Item9Rise => _facts.Truth(FactNumber.Item9Rise);

    /// <summary>What the person can use. Changes the format of care, never the step, but where a step has no other offer than one format.</summary>
    public AccessFacts Access => new(_facts);

    /// <summary>
    /// Functioning fell sharply: WSAS rose by 8 or more, or PHQ-9 by 6 or more, within two weeks (domain judgement, after NICE and the stepped-care guides).
    /// Like is compared with like: WSAS with and without the work item are not, nor totals that do not tell. Unknown without two scores within two weeks, unless the
    /// rise over a longer time was too small, and once the latest score is older than two weeks.
    /// </summary>
    [Fact(FactNumber.RapidFunctionalDecline, Absence.Derived)]
    public Truth RapidFunctionalDecline => _facts.Truth(FactNumber.RapidFunctionalDecline);

    /// <summary>
    /// Above the curve's upper bound at two measured sessions in a row, or once by a reliable change (domain 5.1). For supervision; unknown while not placed, as at triage.
    /// The norms that are shipped are synthetic.
    /// </summary>
    [Fact(FactNumber.NotOnTrack, Absence.Derived)]
    public Truth NotOnTrack => _facts.Truth(FactNumber.NotOnTrack);

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
    [Fact(FactNumber.MissedInARow, Absence.Derived, Least = 0, Most = 200, Sessions = true)]
    public Count MissedInARow => _facts.Count(FactNumber.MissedInARow);

    /// <summary>Treatment appointments attended in this episode (NHS: attendance 5 or 6, appointment 02, 03 or 05).</summary>
    [Fact(FactNumber.AttendedTreatments, Absence.Derived, Least = 0, Most = 1_000, Sessions = true)]
    public Count AttendedTreatments => _facts.Count(FactNumber.AttendedTreatments);
}
