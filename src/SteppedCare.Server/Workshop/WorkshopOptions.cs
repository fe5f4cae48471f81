namespace SteppedCare.Server.Workshop;

/// <summary>What the processes beside the server may take.</summary>
internal sealed record WorkshopOptions
{
    private const long DefaultMemoryBytes = 768L * 1024 * 1024;

    /// <summary>How long one task may take, from when it is begun.</summary>
    public TimeSpan MostTime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a task waits for its turn before it is refused.</summary>
    public TimeSpan MostWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many processes there may be, beside the one that is kept for what is to answer people.</summary>
    public int MostProcesses { get; init; } = 2;

    /// <summary>How large the managed heap of each may grow.</summary>
    public long MostMemoryBytes { get; init; } = DefaultMemoryBytes;

    /// <summary>How long a process waits for another task: starting one costs a second or two, keeping one costs memory.</summary>
    public TimeSpan IdleTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After so many tasks a process makes room for a fresh one.</summary>
    public int MostTasks { get; init; } = 100;

    /// <summary>On a machine, or in a container, of this size: half of it is the server's, whatever a policy does.</summary>
    internal static WorkshopOptions On(long availableBytes) => new() { MostMemoryBytes = Math.Min(DefaultMemoryBytes, availableBytes / 2) };
}
