namespace SteppedCare;

/// <summary>Which of the latest sessions have no scores.</summary>
internal sealed class MeasuredSessions(Sessions sessions, Questionnaires questionnaires, PairedMeasure paired)
{
    /// <summary>The latest in a row without a full pair, the latest first. A monthly measure of the problem is none of every session's: GAD-7 beside PHQ-9 will do.</summary>
    internal IEnumerable<HistoryEvent> Unmeasured => sessions.Treatments.Reverse().TakeWhile(told => !HasDepression(told.HappenedOn) || !HasAnxiety(told.HappenedOn));

    /// <summary>The latest in a row without any score, the latest first.</summary>
    internal IEnumerable<HistoryEvent> Unscored => sessions.Treatments.Reverse().TakeWhile(told => !HasDepression(told.HappenedOn) && !HasAnxiety(told.HappenedOn));

    private bool HasDepression(DateOnly date) => questionnaires.Phq9.On(date) is not null;

    private bool HasAnxiety(DateOnly date) => (paired.Measurements.On(date) ?? questionnaires.Gad7.On(date)) is not null;
}
