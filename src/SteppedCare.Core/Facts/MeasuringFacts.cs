namespace SteppedCare;

/// <summary>How well the course is measured: sessions without scores, a baseline that is too old, a pair that is another than before.</summary>
internal static class MeasuringFacts
{
    // Domain 1.3: a first score more than four weeks before the first treatment session is stale, a judgement.
    private const int StaleAfterDays = 28;

    internal static void Add(Facts facts, EpisodeHistory history, Sessions sessions, Questionnaires questionnaires, PairedMeasure paired)
    {
        var phq9 = questionnaires.Phq9;
        var measured = new MeasuredSessions(sessions, questionnaires, paired);
        FactBuilder.Set(facts, FactNumber.UnmeasuredInARow, measured.Unmeasured.Count());
        FactBuilder.Set(facts, FactNumber.UnscoredInARow, measured.Unscored.Count());
        FactBuilder.SetSeldom(facts, FactNumber.PairChanged, PairBefore(history) is { } before && before != paired.Instrument.Code);
        if (sessions.Treatments is [var first, ..])
        {
            FactBuilder.SetSeldom(facts, FactNumber.BaselineStale, IsStale(phq9.First, first.HappenedOn) || IsStale(paired.Measurements.First, first.HappenedOn));
        }
    }

    private static InstrumentCode? PairBefore(EpisodeHistory history) => history.LatestDecision is { } latest
        && FactsVector.Decode(latest.Record.Facts.AsSpan())[FactNumber.PairedMeasure] is var code
        && code != FactCode.Unknown
        ? (InstrumentCode)code
        : null;

    private static bool IsStale(Measurement? baseline, DateOnly firstTreatment) => firstTreatment.DayNumber - baseline?.Date.DayNumber > StaleAfterDays;
}
