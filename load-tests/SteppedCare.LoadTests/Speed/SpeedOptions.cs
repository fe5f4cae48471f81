namespace SteppedCare.LoadTests.Speed;

/// <summary>What is measured, and for how long.</summary>
internal sealed record SpeedOptions
{
    /// <summary>SteppedCare.Server.dll, built for release.</summary>
    public required FileInfo Server { get; init; }

    /// <summary>SteppedCare.Floor.dll, built for release.</summary>
    public required FileInfo Floor { get; init; }

    public required bool OnRedis { get; init; }

    public required int Rounds { get; init; }

    /// <summary>How long each kind of call is measured in each round.</summary>
    public required TimeSpan Stretch { get; init; }

    /// <summary>Stored episodes that Reviews are spread over.</summary>
    public required int Episodes { get; init; }

    /// <summary>Calls on their way at any time.</summary>
    public int InFlight { get; init; } = 128;

    public int Connections { get; init; } = 4;
}
