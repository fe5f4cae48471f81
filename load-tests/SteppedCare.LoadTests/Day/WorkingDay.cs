namespace SteppedCare.LoadTests.Day;

/// <summary>A working day of NHS Talking Therapies in England, 2024-25, from nine to five.</summary>
internal static class WorkingDay
{
    /// <summary>1,813,432 referrals in the year (NHS Digital, 2024-25) over 253 working days.</summary>
    internal const int Referrals = 7_168;

    /// <summary>4,111,212 treatment appointments in the courses that finished in the year (NHS Digital, 2024-25) over 253 working days.</summary>
    internal const int Sessions = 16_250;

    internal static readonly TimeOnly Opens = new(9, 0);

    // How busy each hour is, as a multiple of the mean hour. Judgement: the busiest five times the mean, the second of the day; a lull at noon.
    private static readonly double[] s_hours = [0.5, 5.0, 0.6, 0.3, 0.4, 0.5, 0.4, 0.3];

    internal static readonly TimeSpan Length = TimeSpan.FromHours(s_hours.Length);

    /// <summary>The busiest hour's share of the day's calls.</summary>
    internal static double BusiestShare => s_hours.Max() / s_hours.Length;

    /// <summary>
    /// So many instants of one day, in order. Each is drawn by itself: for a given total that is what independent people do, with the bunching that
    /// even gaps would not have.
    /// </summary>
    internal static TimeSpan[] Instants(int count, Random chance)
    {
        var instants = new TimeSpan[count];
        for (var number = 0; number < count; number++)
        {
            instants[number] = WhenPassed(chance.NextDouble());
        }

        Array.Sort(instants);
        return instants;
    }

    /// <summary>When a share of the day's calls, from 0 to below 1, has come in.</summary>
    private static TimeSpan WhenPassed(double share)
    {
        var left = share * s_hours.Length;
        var hour = 0;
        for (; hour < s_hours.Length - 1 && left >= s_hours[hour]; hour++)
        {
            left -= s_hours[hour];
        }

        return TimeSpan.FromHours(hour + Math.Min(left / s_hours[hour], 1));
    }
}
