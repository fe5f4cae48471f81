using SteppedCare.Server.Sweeping;

namespace SteppedCare.Server.Hosting;

/// <summary>Reads the section "Sweep".</summary>
internal static class SweepSettings
{
    // Beside the longest call, the second in which a replica hears of a change.
    private static readonly TimeSpan s_beside = TimeSpan.FromSeconds(10);

    public static SweepOptions Read(SettingsReader reader, TimeSpan longestCall)
    {
        var defaults = new SweepOptions();
        return new SweepOptions
        {
            Enabled = reader.Read<bool>(SettingNames.SweepEnabled, Values.Flag, defaults.Enabled),
            Every = reader.Read(SettingNames.SweepEvery, Values.Time(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(60)), defaults.Every),
            MostPerSecond = reader.Read(SettingNames.SweepMostPerSecond, Values.Whole(1, 100_000), defaults.MostPerSecond),
            Settle = longestCall + s_beside,
        };
    }
}
