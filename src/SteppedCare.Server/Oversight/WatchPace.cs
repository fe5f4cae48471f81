namespace SteppedCare.Server.Oversight;

/// <summary>How often those who watch look and are told that the watch lives.</summary>
internal sealed record WatchPace
{
    /// <summary>Between two looks at a service's logs, however many watch it.</summary>
    public TimeSpan Look { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest silence of a watch.</summary>
    public TimeSpan Sign { get; init; } = TimeSpan.FromSeconds(10);
}
