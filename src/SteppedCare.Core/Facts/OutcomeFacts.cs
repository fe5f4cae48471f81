namespace SteppedCare;

/// <summary>Scores, and what they amount to.</summary>
internal static class OutcomeFacts
{
    internal static void AddScores(Facts facts, Measurements phq9, Measurements gad7, Measurements wsas)
    {
        FactBuilder.Set(facts, FactNumber.Phq9, phq9.Latest?.Result.Total);
        FactBuilder.Set(facts, FactNumber.Item9, phq9.Latest?.Result.RiskAnswer);
        FactBuilder.Set(facts, FactNumber.LastAnsweredItem9, phq9.LastRiskAnswer);
        FactBuilder.Set(facts, FactNumber.Gad7, gad7.Latest?.Result.Total);
        FactBuilder.Set(facts, FactNumber.Wsas, wsas.Latest?.Result.Total);
        FactBuilder.Set(facts, FactNumber.Phq9Start, phq9.First?.Result.Total);
        FactBuilder.Set(facts, FactNumber.Gad7Start, gad7.First?.Result.Total);
        FactBuilder.Set(facts, FactNumber.WsasStart, wsas.First?.Result.Total);
        FactBuilder.Set(facts, FactNumber.ProRated, Truth.Of(IsProRated(phq9) || IsProRated(gad7) || IsProRated(wsas)));
        FactBuilder.Set(facts, FactNumber.Item9Rise, Item9Rise(phq9));
        FactBuilder.Set(facts, FactNumber.RapidFunctionalDecline, Decline.IsRapid(phq9, wsas));
    }

    internal static void AddOutcomes(Facts facts, Measurements phq9, Measurements gad7)
    {
        var start = new Pair(phq9.First?.Measured ?? default, gad7.First?.Measured ?? default);
        var now = new Pair(phq9.Latest?.Measured ?? default, gad7.Latest?.Measured ?? default);
        var paired = phq9.IsPaired && gad7.IsPaired;
        FactBuilder.Set(facts, FactNumber.Unpaired, Truth.Of(!paired));
        FactBuilder.Set(facts, FactNumber.AtCaseness, Outcomes.AtCaseness(now));
        FactBuilder.Set(facts, FactNumber.StartedAtCaseness, Outcomes.AtCaseness(start));
        FactBuilder.Set(facts, FactNumber.SharpWorsening, Worsened(Instrument.Phq9, phq9) | Worsened(Instrument.Gad7, gad7));
        if (!paired)
        {
            return;
        }

        FactBuilder.Set(facts, FactNumber.ReliableImprovement, Outcomes.ReliableImprovement(start, now));
        FactBuilder.Set(facts, FactNumber.ReliableDeterioration, Outcomes.ReliableDeterioration(start, now));
        FactBuilder.Set(facts, FactNumber.ConflictingChange, Outcomes.ConflictingChange(start, now));
        FactBuilder.Set(facts, FactNumber.Recovery, Outcomes.Recovery(start, now));
        FactBuilder.Set(facts, FactNumber.ReliableRecovery, Outcomes.ReliableRecovery(start, now));
        FactBuilder.Set(facts, FactNumber.NoResponse, Outcomes.NoResponse(start, now));
        FactBuilder.Set(facts, FactNumber.PartialResponse, Outcomes.PartialResponse(start, now));
        FactBuilder.Set(facts, FactNumber.RecoverySustained, Sustained(start, now, phq9, gad7));
    }

    private static bool IsProRated(Measurements measurements) => measurements.Latest?.Result.ProRated ?? false;

    private static Truth Item9Rise(Measurements phq9)
    {
        var before = phq9.Days.SkipLast(1).LastOrDefault(day => day.Result.RiskAnswer is not null)?.Result.RiskAnswer;
        return phq9.Latest?.Result.RiskAnswer is { } now && before is { } then ? Truth.Of(now > then) : Truth.Unknown;
    }

    private static Truth Worsened(Instrument instrument, Measurements measurements) =>
        Outcomes.FellReliably(instrument, measurements.Latest?.Measured ?? default, measurements.Before?.Measured ?? default);

    // At the two latest sessions at which both measures were taken, and still so by a measure taken alone since.
    private static Truth Sustained(Pair start, Pair now, Measurements phq9, Measurements gad7)
    {
        var sessions = phq9.Days
            .Where(day => day.Result.Total is not null && gad7.On(day.Date) is not null)
            .Select(day => new Pair(day.Measured, gad7.On(day.Date)!.Measured))
            .TakeLast(2)
            .ToList();
        return sessions.Count < 2
            ? Truth.Unknown
            : sessions.Append(now).Select(session => Outcomes.ReliableRecovery(start, session)).Aggregate((left, right) => left & right);
    }
}
