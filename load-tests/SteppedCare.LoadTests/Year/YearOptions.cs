namespace SteppedCare.LoadTests.Year;

/// <summary>Which year, and how much of it.</summary>
internal sealed record YearOptions
{
    /// <summary>SteppedCare.Server.dll.</summary>
    public required FileInfo Server { get; init; }

    public bool OnRedis { get; init; }

    /// <summary>So many of every provider's referrals stand for one; 1: all 1.8 million.</summary>
    public int OneIn { get; init; } = 100;

    public ulong Seed { get; init; } = 2;

    /// <summary>Calls under way at once.</summary>
    public int AtOnce { get; init; } = 64;

    /// <summary>The policy that services are on; who asks it is another matter.</summary>
    public string Policy { get; init; } = "talking-therapies";

    /// <summary>Somebody sees the progress bar.</summary>
    public bool IsWatched { get; init; }
}
