namespace SteppedCare;

/// <summary>
/// A person in care: continue, step up, step down or finish? Outcome facts follow the NHS definitions (annual reports' metadata) over the pair of PHQ-9 and
/// <see cref="Case.PairedMeasure"/>. Each is unknown while a score it needs is missing, and while a pro-rated one lies within a point of the line. The start is
/// the first questionnaire with a total; now is the latest completed.
/// </summary>
public class ReviewCase : Case
{
    internal ReviewCase(Facts facts)
        : base(facts)
    {
    }

    /// <summary>The step that care is at: the latest one that started, whatever was recommended. Unknown when none has.</summary>
    [Fact(FactNumber.Step, Absence.Derived)]
    public Choice<Step> Step => Facts.Choice<Step>(FactNumber.Step);

    /// <summary>Treatment sessions attended since this step started.</summary>
    [Fact(FactNumber.AttendedAtStep, Absence.Derived, Least = 0, Most = 1_000, Sessions = true)]
    public Count AttendedAtStep => Facts.Count(FactNumber.AttendedAtStep);

    /// <summary>Days since this step started.</summary>
    [Fact(FactNumber.DaysAtStep, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysAtStep => Facts.Count(FactNumber.DaysAtStep);

    /// <summary>Attended treatment sessions in a row, up to now, without PHQ-9 and the paired measure on that day; GAD-7 may stand in for the latter.</summary>
    [Fact(FactNumber.UnmeasuredInARow, Absence.Derived, Least = 0, Most = 1_000, Sessions = true)]
    public Count UnmeasuredInARow => Facts.Count(FactNumber.UnmeasuredInARow);

    /// <summary>
    /// Attended treatment sessions in a row, up to now, on whose day neither PHQ-9 nor a measure of anxiety was completed: nothing is known of them, where
    /// <see cref="UnmeasuredInARow"/> also counts those with one of the two.
    /// </summary>
    [Fact(FactNumber.UnscoredInARow, Absence.Derived, Least = 0, Most = 1_000, Sessions = true)]
    public Count UnscoredInARow => Facts.Count(FactNumber.UnscoredInARow);

    /// <summary>Reviews decided at this step that did not find reliable improvement, several of one day counting once; 0 when there was none. Always known.</summary>
    [Fact(FactNumber.ReviewsWithoutImprovement, Absence.Derived, Least = 0, Most = 1_000)]
    public Count ReviewsWithoutImprovement => Facts.Count(FactNumber.ReviewsWithoutImprovement);

    /// <summary>PHQ-9 at the start: the first recorded.</summary>
    [Fact(FactNumber.Phq9Start, Absence.Asked, Least = 0, Most = 27)]
    public Score Phq9Start => Facts.Score(FactNumber.Phq9Start);

    /// <summary>GAD-7 at the start: the first recorded.</summary>
    [Fact(FactNumber.Gad7Start, Absence.Asked, Least = 0, Most = 21)]
    public Score Gad7Start => Facts.Score(FactNumber.Gad7Start);

    /// <summary>WSAS at the start: the first recorded.</summary>
    [Fact(FactNumber.WsasStart, Absence.Asked, Least = 0, Most = 40)]
    public Score WsasStart => Facts.Score(FactNumber.WsasStart);

    /// <summary>At or above the cut-off on either measure of the pair, at the start.</summary>
    [Fact(FactNumber.StartedAtCaseness, Absence.Derived)]
    public Truth StartedAtCaseness => Facts.Truth(FactNumber.StartedAtCaseness);

    /// <summary>Better by the reliable amount on either measure since the start (PHQ-9 6 and GAD-7 4, where the policy says nothing else), and worse by it on neither.</summary>
    [Fact(FactNumber.ReliableImprovement, Absence.Derived)]
    public Truth ReliableImprovement => Facts.Truth(FactNumber.ReliableImprovement);

    /// <summary>Worse by the reliable amount on either measure since the start, and better by it on neither.</summary>
    [Fact(FactNumber.ReliableDeterioration, Absence.Derived)]
    public Truth ReliableDeterioration => Facts.Truth(FactNumber.ReliableDeterioration);

    /// <summary>Started at caseness and is below the cut-off on both measures now.</summary>
    [Fact(FactNumber.Recovery, Absence.Derived)]
    public Truth Recovery => Facts.Truth(FactNumber.Recovery);

    /// <summary>Recovery with reliable improvement.</summary>
    [Fact(FactNumber.ReliableRecovery, Absence.Derived)]
    public Truth ReliableRecovery => Facts.Truth(FactNumber.ReliableRecovery);

    /// <summary>Reliable recovery at the two latest days on which both measures were taken, and still so by one taken alone since. Unknown with fewer than two such days.</summary>
    [Fact(FactNumber.RecoverySustained, Absence.Derived)]
    public Truth RecoverySustained => Facts.Truth(FactNumber.RecoverySustained);

    /// <summary>Each measure of the pair fell by less than half its reliable change: PHQ-9 by under 3 and GAD-7 by under 2 (domain R3 a, a judgement on NG222 1.9.1's "not at all").</summary>
    [Fact(FactNumber.NoResponse, Absence.Derived)]
    public Truth NoResponse => Facts.Truth(FactNumber.NoResponse);

    /// <summary>At least one measure fell by half its reliable change or more, none by all of it (domain R3 b).</summary>
    [Fact(FactNumber.PartialResponse, Absence.Derived)]
    public Truth PartialResponse => Facts.Truth(FactNumber.PartialResponse);

    /// <summary>Worse by the reliable amount on either measure since the measurement before.</summary>
    [Fact(FactNumber.SharpWorsening, Absence.Derived)]
    public Truth SharpWorsening => Facts.Truth(FactNumber.SharpWorsening);

    /// <summary>Reliably better on one measure and reliably worse on the other: no reliable change by definition, and worth a look.</summary>
    [Fact(FactNumber.ConflictingChange, Absence.Derived)]
    public Truth ConflictingChange => Facts.Truth(FactNumber.ConflictingChange);

    /// <summary>A measure of the pair lacks its first or its second score, so that no outcome can be claimed. Always known.</summary>
    [Fact(FactNumber.Unpaired, Absence.Derived)]
    public Truth Unpaired => Facts.Truth(FactNumber.Unpaired);

    /// <summary>The person wants to stop, as stated.</summary>
    [Fact(FactNumber.WantsToStop, Absence.Stated)]
    public Truth WantsToStop => Facts.Truth(FactNumber.WantsToStop);

    /// <summary>The goals agreed at the start are met, as stated.</summary>
    [Fact(FactNumber.GoalsMet, Absence.Stated)]
    public Truth GoalsMet => Facts.Truth(FactNumber.GoalsMet);

    /// <summary>Wants lighter care to keep what was gained, as stated.</summary>
    [Fact(FactNumber.WantsMaintenance, Absence.Stated)]
    public Truth WantsMaintenance => Facts.Truth(FactNumber.WantsMaintenance);

    /// <summary>Declined a step above the present one since the latest decision that offered it, as stated.</summary>
    [Fact(FactNumber.DeclinedStep, Absence.Stated)]
    public Truth DeclinedStep => Facts.Truth(FactNumber.DeclinedStep);

    /// <summary>The paired measure is another than the latest decision's: the problem was described anew, or its measure came or went missing. Always known.</summary>
    [Fact(FactNumber.PairChanged, Absence.Seldom)]
    public Truth PairChanged => Facts.Truth(FactNumber.PairChanged);

    /// <summary>Points by which PHQ-9 fell since the start: 27 to -27, below zero when it rose; a pro-rated total is taken as it is. Unknown without two scores, as every change below.</summary>
    [Fact(FactNumber.Phq9Fall, Absence.Derived, Least = -27, Most = 27)]
    public Score Phq9Fall => Facts.Score(FactNumber.Phq9Fall);

    /// <summary>Points by which GAD-7 fell since the start: 21 to -21.</summary>
    [Fact(FactNumber.Gad7Fall, Absence.Derived, Least = -21, Most = 21)]
    public Score Gad7Fall => Facts.Score(FactNumber.Gad7Fall);

    /// <summary>Points by which WSAS fell since the start: 40 to -40. Unknown when one is over the work item and the other is not, or does not tell.</summary>
    [Fact(FactNumber.WsasFall, Absence.Derived, Least = -40, Most = 40)]
    public Score WsasFall => Facts.Score(FactNumber.WsasFall);

    /// <summary>Points by which PHQ-9 fell since the one before: 27 to -27.</summary>
    [Fact(FactNumber.Phq9FallSinceLast, Absence.Derived, Least = -27, Most = 27)]
    public Score Phq9FallSinceLast => Facts.Score(FactNumber.Phq9FallSinceLast);

    /// <summary>Points by which GAD-7 fell since the one before: 21 to -21.</summary>
    [Fact(FactNumber.Gad7FallSinceLast, Absence.Derived, Least = -21, Most = 21)]
    public Score Gad7FallSinceLast => Facts.Score(FactNumber.Gad7FallSinceLast);

    /// <summary>Points by which WSAS fell since the one before over the same items: 40 to -40.</summary>
    [Fact(FactNumber.WsasFallSinceLast, Absence.Derived, Least = -40, Most = 40)]
    public Score WsasFallSinceLast => Facts.Score(FactNumber.WsasFallSinceLast);

    /// <summary>Where PHQ-9 lies on the policy's expected-response curve for this step, baseline and session; not placed where the policy has none for them. Always known.</summary>
    [Fact(FactNumber.CurvePosition, Absence.Seldom)]
    public Choice<CurvePosition> CurvePosition => Facts.Choice<CurvePosition>(FactNumber.CurvePosition);

    /// <summary>A measure of the pair fell by half its reliable change or more within the first three sessions at this step (after Delgadillo 2014). Unknown before one is measured.</summary>
    [Fact(FactNumber.EarlyResponse, Absence.Derived)]
    public Truth EarlyResponse => Facts.Truth(FactNumber.EarlyResponse);

    /// <summary>Days since the decision that asked for a higher step, while that step has not started; otherwise unknown.</summary>
    [Fact(FactNumber.DaysAwaitingStepUp, Absence.Derived, Least = 0, Most = 36_500, Days = true)]
    public Count DaysAwaitingStepUp => Facts.Count(FactNumber.DaysAwaitingStepUp);
}
