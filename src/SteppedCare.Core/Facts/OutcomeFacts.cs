namespace SteppedCare;

/// <summary>What the scores amount to: the NHS outcomes over PHQ-9 and the paired measure.</summary>
internal static class OutcomeFacts
{
    internal static void Add(Facts facts, Measurements phq9, PairedMeasure paired, Norms norms)
    {
        var anxiety = paired.Measurements;
        var outcomes = new Outcomes(Lines.Of(Instrument.Phq9, norms), Lines.Of(paired.Instrument, norms));
        var start = new Pair(phq9.First?.Measured ?? default, anxiety.First?.Measured ?? default);
        var now = new Pair(phq9.Latest?.Measured ?? default, anxiety.Latest?.Measured ?? default);
        var isPaired = phq9.IsPaired && anxiety.IsPaired;
        facts[FactNumber.PairedMeasure] = (int)paired.Instrument.Code;
        FactBuilder.SetSeldom(facts, FactNumber.PairUnverified, !norms.IsVerified(paired.Instrument));
        FactBuilder.Set(facts, FactNumber.Unpaired, Truth.Of(!isPaired));
        FactBuilder.Set(facts, FactNumber.AtCaseness, outcomes.AtCaseness(now));
        FactBuilder.Set(facts, FactNumber.StartedAtCaseness, outcomes.AtCaseness(start));
        FactBuilder.Set(facts, FactNumber.SharpWorsening, outcomes.EitherRose(Since(phq9, anxiety), Since(anxiety, phq9)));
        if (!isPaired)
        {
            return;
        }

        FactBuilder.Set(facts, FactNumber.ReliableImprovement, outcomes.ReliableImprovement(start, now));
        FactBuilder.Set(facts, FactNumber.ReliableDeterioration, outcomes.ReliableDeterioration(start, now));
        FactBuilder.Set(facts, FactNumber.ConflictingChange, outcomes.ConflictingChange(start, now));
        FactBuilder.Set(facts, FactNumber.Recovery, outcomes.Recovery(start, now));
        FactBuilder.Set(facts, FactNumber.ReliableRecovery, outcomes.ReliableRecovery(start, now));
        FactBuilder.Set(facts, FactNumber.NoResponse, outcomes.NoResponse(start, now));
        FactBuilder.Set(facts, FactNumber.PartialResponse, outcomes.PartialResponse(start, now));
        FactBuilder.Set(facts, FactNumber.RecoverySustained, Sustained(outcomes, start, now, phq9, anxiety));
    }

    // A measure that was not taken at the latest measured day says nothing new: what it said before was answered then.
    private static (Measured Before, Measured Now)? Since(Measurements measure, Measurements other) =>
        measure.Latest is { } latest && other.Latest?.Date > latest.Date ? null : (measure.Before?.Measured ?? default, measure.Latest?.Measured ?? default);

    // At the two latest sessions at which both measures were taken, and still so by a measure taken alone since.
    private static Truth Sustained(Outcomes outcomes, Pair start, Pair now, Measurements phq9, Measurements anxiety)
    {
        var sessions = phq9.Days
            .Where(day => day.Result.Total is not null && anxiety.On(day.Date) is not null)
            .Select(day => new Pair(day.Measured, anxiety.On(day.Date)!.Measured))
            .TakeLast(2)
            .ToList();
        return sessions.Count < 2
            ? Truth.Unknown
            : sessions.Append(now).Select(session => outcomes.ReliableRecovery(start, session)).Aggregate((left, right) => left & right);
    }
}
