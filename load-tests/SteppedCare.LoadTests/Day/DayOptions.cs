namespace SteppedCare.LoadTests.Day;

/// <summary>Which day is played, how fast, and under which names.</summary>
internal sealed record DayOptions
{
    /// <summary>The service of care, as the running service has it configured.</summary>
    public string Service { get; init; } = "demo";

    /// <summary>What every episode's pseudonym begins with. New each run, so that a day can be played again on one store.</summary>
    public required string Run { get; init; }

    /// <summary>People referred in the day: one Triage each.</summary>
    public int Referrals { get; init; } = WorkingDay.Referrals;

    /// <summary>People in care who have an appointment in the day: one Review each.</summary>
    public int Sessions { get; init; } = WorkingDay.Sessions;

    /// <summary>How long the eight hours take.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(5);

    public int Seed { get; init; } = 20_261_122;

    public int Connections { get; init; } = 8;

    /// <summary>What every episode's pseudonym of this run begins with, and no other's.</summary>
    public string Prefix => Run + ".";

    /// <summary>How many times as fast as life.</summary>
    public double Speed => WorkingDay.Length / Within;
}
