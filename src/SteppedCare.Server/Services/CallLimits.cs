using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>What one call may take.</summary>
internal sealed record CallLimits
{
    private const int PolicyRequestBytes = 4 * 1024 * 1024;

    // The path of a method, as gRPC and every other door have it.
    private static readonly string s_policies = $"/{Wire.PolicyService.Descriptor.FullName}/";

    /// <summary>The longest a call may run; a call without a deadline, or with a later one, gets this.</summary>
    public TimeSpan MaxDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The same of calls about policies, which may wait for the gates.</summary>
    public TimeSpan MaxPolicyDeadline { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>The largest request in bytes: 2,000 events with items are about 250 KB.</summary>
    public int MaxRequestBytes { get; init; } = 1024 * 1024;

    /// <summary>The largest request about policies: script, cases, invariants and README at their own limits are below 1.5 MiB, in JSON seldom twice that.</summary>
    public int MaxPolicyRequestBytes => Math.Max(MaxRequestBytes, PolicyRequestBytes);

    /// <summary>The longest that a call of this method may run.</summary>
    internal TimeSpan MaxDeadlineOf(string method) => IsOfPolicies(method) && MaxPolicyDeadline > MaxDeadline ? MaxPolicyDeadline : MaxDeadline;

    /// <summary>The largest request of this method.</summary>
    internal int MaxRequestBytesOf(string method) => IsOfPolicies(method) ? MaxPolicyRequestBytes : MaxRequestBytes;

    private static bool IsOfPolicies(string method) => method.StartsWith(s_policies, StringComparison.Ordinal);
}
