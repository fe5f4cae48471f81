namespace SteppedCare.Client;

/// <summary>How often and after which pause this client itself tries again: streams and health, which gRPC's own retries leave out.</summary>
internal sealed class Pacing(int maxAttempts, TimeProvider time)
{
    internal int MaxAttempts => maxAttempts;

    /// <summary>Waits before the next try.</summary>
    /// <param name="failures">Failures in a row, from 1.</param>
    /// <param name="asked">The pause the server asked for, if it did.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal Task PauseAsync(int failures, TimeSpan? asked, CancellationToken cancellationToken)
    {
        var grown = RetryPolicies.InitialBackoff * Math.Pow(RetryPolicies.BackoffMultiplier, Math.Min(failures - 1, 10));
        return Task.Delay(asked ?? (grown < RetryPolicies.MaxBackoff ? grown : RetryPolicies.MaxBackoff), time, cancellationToken);
    }
}
