namespace SteppedCare.Client;

/// <summary>How often and after which pause this client itself tries again: streams and health, which gRPC's own retries leave out.</summary>
/// <param name="maxAttempts">How often something is tried.</param>
/// <param name="time">What the pauses are measured by.</param>
/// <param name="chance">From 0 to 1, another each time.</param>
internal sealed class Pacing(int maxAttempts, TimeProvider time, Func<double> chance)
{
    internal int MaxAttempts => maxAttempts;

    /// <summary>Waits before the next try.</summary>
    /// <param name="failures">Failures in a row, from 1.</param>
    /// <param name="asked">The pause the server asked for, if it did.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal Task PauseAsync(int failures, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var pause = asked ?? Scattered(Grown(failures));
        return Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, time, cancellationToken);
    }

    private static TimeSpan Grown(int failures)
    {
        var grown = RetryPolicies.InitialBackoff * Math.Pow(RetryPolicies.BackoffMultiplier, Math.Min(failures - 1, 10));
        return grown < RetryPolicies.MaxBackoff ? grown : RetryPolicies.MaxBackoff;
    }

    // By a fifth either way, as gRPC's own retries: portals that were cut off together do not come back together.
    private TimeSpan Scattered(TimeSpan pause) => pause * (0.8 + (0.4 * chance()));
}
