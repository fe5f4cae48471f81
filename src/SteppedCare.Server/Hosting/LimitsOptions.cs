namespace SteppedCare.Server.Hosting;

/// <summary>How much the server takes on.</summary>
internal sealed class LimitsOptions
{
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    public TimeSpan MaxDeadline { get; init; } = TimeSpan.FromSeconds(30);

    public int MaxConcurrentStreams { get; init; } = 256;

    public TimeSpan ShutdownTimeout { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan WorkshopTime { get; init; } = TimeSpan.FromMinutes(2);

    public int WorkshopProcesses { get; init; } = 2;

    public static LimitsOptions Read(SettingsReader reader)
    {
        var defaults = new LimitsOptions();
        return new LimitsOptions
        {
            MaxMessageBytes = reader.Read(SettingNames.LimitsMaxMessageBytes, Values.Whole(1024, 16 * 1024 * 1024), defaults.MaxMessageBytes),
            MaxDeadline = reader.Read(
                SettingNames.LimitsMaxDeadline, Values.Time(TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10)), defaults.MaxDeadline),
            MaxConcurrentStreams = reader.Read(SettingNames.LimitsMaxConcurrentStreams, Values.Whole(1, 10_000), defaults.MaxConcurrentStreams),
            ShutdownTimeout = reader.Read(
                SettingNames.LimitsShutdownTimeout, Values.Time(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)), defaults.ShutdownTimeout),
            WorkshopTime = reader.Read(
                SettingNames.LimitsWorkshopTime, Values.Time(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10)), defaults.WorkshopTime),
            WorkshopProcesses = reader.Read(SettingNames.LimitsWorkshopProcesses, Values.Whole(1, 16), defaults.WorkshopProcesses),
        };
    }
}
