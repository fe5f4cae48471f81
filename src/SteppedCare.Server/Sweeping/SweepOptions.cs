namespace SteppedCare.Server.Sweeping;

/// <summary>The section "Sweep": who looks after what falls due, how often, and how much of the store that may take.</summary>
internal sealed record SweepOptions
{
    /// <summary>Whether this server does.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>How long after one round the next begins, unless something was left over.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many episodes this server looks at in a second, at most.</summary>
    public int MostPerSecond { get; init; } = 5_000;

    /// <summary>
    /// How long after a rollout changed due instants are worked out anew: longer than a call may take, so that whoever still answers by the one before has written.
    /// </summary>
    public TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(40);
}
