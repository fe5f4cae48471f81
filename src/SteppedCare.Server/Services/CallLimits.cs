namespace SteppedCare.Server.Services;

/// <summary>What one call may take.</summary>
internal sealed record CallLimits
{
    /// <summary>The longest a call may run; a call without a deadline, or with a later one, gets this.</summary>
    public TimeSpan MaxDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The largest request in bytes: 2,000 events with items are about 250 KB.</summary>
    public int MaxRequestBytes { get; init; } = 1024 * 1024;
}
