using System.Collections.Immutable;

namespace SteppedCare.LoadTests.Mix;

/// <summary>Who is asked about, and by which services.</summary>
internal sealed record MixOptions
{
    /// <summary>Invented referrals.</summary>
    public int People { get; init; } = 20_000;

    public ulong Seed { get; init; } = 20_261_122;

    /// <summary>The services of care whose policies answer, in the order of the table's columns.</summary>
    public required ImmutableArray<string> Services { get; init; }
}
