namespace SteppedCare.LoadTests.Flips;

/// <summary>How many flips, under how much load.</summary>
internal sealed record FlipsOptions
{
    /// <summary>SteppedCare.Server.dll, built for release.</summary>
    public required FileInfo Server { get; init; }

    public int Flips { get; init; } = 200;

    public int Callers { get; init; } = 12;

    /// <summary>How long the callers are measured while nothing flips, in all.</summary>
    public TimeSpan Still { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Between the end of a flip and the beginning of the next.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How much longer the slowest hundredth may take while rollouts flip than while they do not.</summary>
    public double MostRatio { get; init; } = 1.5;

    /// <summary>From the call that takes a rollout back to the last server's answer by what was brought back.</summary>
    public TimeSpan MostRollBack { get; init; } = TimeSpan.FromSeconds(1);
}
