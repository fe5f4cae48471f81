namespace SteppedCare.Server.Hosting;

/// <summary>How the log is written.</summary>
internal sealed class LogOptions
{
    public bool Json { get; init; }

    public LogLevel Level { get; init; } = LogLevel.Information;

    public static LogOptions Read(SettingsReader reader)
    {
        var defaults = new LogOptions();
        return new LogOptions
        {
            Json = reader.Read<bool>(SettingNames.LogFormat, TryFormat, defaults.Json),
            Level = reader.Read<LogLevel>(SettingNames.LogLevel, Values.Level, defaults.Level),
        };
    }

    private static bool TryFormat(string text, out bool json)
    {
        json = text.Equals("json", StringComparison.OrdinalIgnoreCase);
        return json || text.Equals("simple", StringComparison.OrdinalIgnoreCase);
    }
}
