namespace SteppedCare;

/// <summary>Functioning that fell sharply within two weeks: WSAS up by 8, or PHQ-9 by a reliable change (domain 6; sizes are a judgement, cases 50 and 34).</summary>
internal static class Decline
{
    private const int WsasRise = 8 * FactCode.Thousand;
    private const int WithinDays = 14;

    internal static Truth IsRapid(Measurements phq9, Measurements wsas, Norms norms, DateOnly today) =>
        Rose(phq9, norms.ReliableChangeOf(Instrument.Phq9)!.Value, today) | Rose(wsas, WsasRise, today);

    // A fall told weeks ago has raised its task then; without a newer score nobody knows how things are today.
    private static Truth Rose(Measurements measurements, int by, DateOnly today)
    {
        if (measurements.Latest is not { Result.Total: not null } latest || today.DayNumber - latest.Date.DayNumber > WithinDays)
        {
            return Truth.Unknown;
        }

        var earlier = measurements.Days.SkipLast(1).Where(day => day.Result.Total is not null && day.IsAlike(latest)).ToList();
        var within = earlier.Where(day => latest.Date.DayNumber - day.Date.DayNumber <= WithinDays).ToList();
        if (within.Count > 0)
        {
            return within.Select(day => Lines.Fell(latest.Measured, day.Measured, by)).Aggregate((left, right) => left | right);
        }

        // Measured further apart: a rise too small over the longer time is no sharp fall; a large one may or may not have come within two weeks.
        return earlier.Count > 0 && Lines.Fell(latest.Measured, earlier[^1].Measured, by).IsFalse ? Truth.False : Truth.Unknown;
    }
}
