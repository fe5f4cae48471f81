namespace SteppedCare.FunctionalTests.Trajectories;

/// <summary>A clock that a test moves.</summary>
internal sealed class ManualClock : TimeProvider
{
    public DateTimeOffset Now { get; set; } = AnEpisode.Monday;

    public override DateTimeOffset GetUtcNow() => Now;
}
