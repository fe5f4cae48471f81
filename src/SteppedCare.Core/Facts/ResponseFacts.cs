namespace SteppedCare;

/// <summary>How the present step goes, beside what is expected of it: from the scores with which it began to those of its sessions.</summary>
internal static class ResponseFacts
{
    private const int EarlySessions = 3;

    internal static void Add(Facts facts, Sessions sessions, Measurements phq9, PairedMeasure paired, Norms norms)
    {
        if (sessions.TreatmentsAtStep.IsEmpty)
        {
            return;
        }

        AddEarlyResponse(facts, sessions, phq9, paired, norms);
        AddCurve(facts, sessions, phq9, norms);
    }

    private static void AddEarlyResponse(Facts facts, Sessions sessions, Measurements phq9, PairedMeasure paired, Norms norms)
    {
        var first = sessions.TreatmentsAtStep[0].HappenedOn;
        var last = sessions.TreatmentsAtStep[Math.Min(EarlySessions, sessions.TreatmentsAtStep.Length) - 1].HappenedOn;
        FactBuilder.Set(
            facts,
            FactNumber.EarlyResponse,
            FellWithin(phq9, Lines.Of(Instrument.Phq9, norms)) | FellWithin(paired.Measurements, Lines.Of(paired.Instrument, norms)));

        Truth FellWithin(Measurements measurements, Lines lines) => AtStart(measurements, first) is { } start
            ? measurements.Days.Where(day => day.Date > first && day.Date <= last)
                .Select(day => lines.FellByHalf(start.Measured, day.Measured))
                .DefaultIfEmpty(Truth.Unknown)
                .Aggregate((left, right) => left | right)
            : Truth.Unknown;
    }

    private static void AddCurve(Facts facts, Sessions sessions, Measurements phq9, Norms norms)
    {
        var first = sessions.TreatmentsAtStep[0].HappenedOn;
        if (AtStart(phq9, first) is not { } start || norms.CurveOf(sessions.Step, start.Result.Total!.Value / FactCode.Thousand) is not { } curve)
        {
            return;
        }

        // One a session: where PHQ-9 was taken twice before the next one, the last.
        var placed = phq9.Days
            .Where(day => day.Date > first && day.Result.Total is not null)
            .GroupBy(day => sessions.TreatmentsAtStep.Count(told => told.HappenedOn <= day.Date), day => day.Result.Total!.Value)
            .Select(session => (Total: session.Last(), Point: curve.At(session.Key)))
            .Where(session => session.Point is not null)
            .Select(session => new Placed(session.Total, session.Point!.Median * FactCode.Thousand, session.Point.Upper * FactCode.Thousand))
            .ToList();
        if (placed.Count == 0 || phq9.Latest is not { Result.Total: not null })
        {
            return;
        }

        var isFarAbove = placed[^1].Total - placed[^1].Upper >= norms.ReliableChangeOf(Instrument.Phq9)!.Value;
        var isAboveTwice = placed.Count > 1 && placed.TakeLast(2).All(session => session.Total > session.Upper);
        facts[FactNumber.CurvePosition] = (int)placed[^1].Position;
        FactBuilder.Set(facts, FactNumber.NotOnTrack, Truth.Of(isFarAbove || isAboveTwice));
    }

    // The score with which the step began: the last one taken up to the day of its first session.
    private static Measurement? AtStart(Measurements measurements, DateOnly first) =>
        measurements.Days.LastOrDefault(day => day.Date <= first && day.Result.Total is not null);

    // In thousandths.
    private readonly record struct Placed(int Total, int Median, int Upper)
    {
        internal CurvePosition Position => Total > Upper ? CurvePosition.AboveUpper : Total > Median ? CurvePosition.Expected : CurvePosition.AtOrBelowMedian;
    }
}
