namespace SteppedCare;

/// <summary>An instant as the clock on the service's wall shows it: clinical dates are civil dates of the service's zone.</summary>
/// <param name="Instant">The instant.</param>
/// <param name="Date">The date there.</param>
/// <param name="Time">The time of day there.</param>
internal readonly record struct CivilTime(DateTimeOffset Instant, DateOnly Date, TimeOnly Time)
{
    internal static CivilTime Of(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        return new CivilTime(instant, DateOnly.FromDateTime(local.DateTime), TimeOnly.FromDateTime(local.DateTime));
    }

    /// <summary>The first instant of a date in a zone.</summary>
    internal static DateTimeOffset StartOf(DateOnly date, TimeZoneInfo zone)
    {
        // Some zones put their clocks forward at midnight: that day begins at the first time that exists.
        var local = date.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        // Where midnight comes twice, the day begins with the first: the one of the larger offset.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
