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

        var placed = phq9.Days
            .Where(day => day.Date > first && day.Result.Total is not null)
            .Select(day => (day.Result.Total!.Value, Point: curve.At(sessions.TreatmentsAtStep.Count(told => told.HappenedOn <= day.Date))))
            .Where(day => day.Point is not null)
            .Select(day => (Points: day.Value / FactCode.Thousand, Point: day.Point!))
            .ToList();
        if (placed.Count == 0 || phq9.Latest is not { Result.Total: not null })
        {
            return;
        }

        var (points, point) = placed[^1];
        var isFarAbove = points - point.Upper >= norms.ReliableChangeOf(Instrument.Phq9)!.Value / FactCode.Thousand;
        var isAboveTwice = placed.Count > 1 && placed.TakeLast(2).All(day => day.Points > day.Point.Upper);
        facts[FactNumber.CurvePosition] = (int)(points > point.Upper ? CurvePosition.AboveUpper : points > point.Median ? CurvePosition.Expected : CurvePosition.AtOrBelowMedian);
        FactBuilder.Set(facts, FactNumber.NotOnTrack, Truth.Of(isFarAbove || isAboveTwice));
    }

    // The score with which the step began: the last one taken up to the day of its first session.
    private static Measurement? AtStart(Measurements measurements, DateOnly first) =>
        measurements.Days.LastOrDefault(day => day.Date <= first && day.Result.Total is not null);
}
