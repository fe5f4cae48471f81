namespace SteppedCare.LoadTests.Speed;

/// <summary>One kind of call at one server, measured round by round.</summary>
/// <param name="Name">What is called.</param>
/// <param name="Tool">What calls it.</param>
/// <param name="Floor">What it is measured against; null for a floor itself.</param>
/// <param name="Run">Measures once; given how many requests to send, where the tool counts requests; null to warm up.</param>
/// <param name="Stretch">How long a measurement should take.</param>
internal sealed record Subject(string Name, string Tool, Subject? Floor, Func<int?, Task<Round>> Run, TimeSpan Stretch)
{
    private readonly List<Round> _rounds = [];
    private double _expectedPerSecond;

    internal Round Median => Round.MedianOf(_rounds);

    /// <summary>The median over the rounds of this round against the floor's own round, taken seconds apart.</summary>
    internal double? Ratio => Floor is null ? null : Round.Middle(_rounds.Zip(Floor._rounds, (mine, floor) => mine.PerSecond / floor.PerSecond));

    internal async Task WarmUpAsync() => _expectedPerSecond = (await Run(null)).PerSecond;

    internal async Task MeasureAsync() => _rounds.Add(await Run(Math.Max(1, (int)(_expectedPerSecond * Stretch.TotalSeconds))));
}
