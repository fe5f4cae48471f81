namespace SteppedCare.Cohorts;

/// <summary>The four national outcome rates, in per cent.</summary>
/// <param name="Recovery">Of finished courses that began at caseness or unknown.</param>
/// <param name="ReliableRecovery">Of the same.</param>
/// <param name="Improvement">Reliable improvement, of all finished courses.</param>
/// <param name="Deterioration">Reliable deterioration, of all finished courses.</param>
internal readonly record struct Rates(double Recovery, double ReliableRecovery, double Improvement, double Deterioration)
{
    /// <summary>Recoveries are of finished courses less those not at caseness; improvement and deterioration of all finished, unpaired ones included.</summary>
    internal static Rates Of(IEnumerable<Change> finished)
    {
        int all = 0, below = 0, recovered = 0, reliably = 0, improved = 0, deteriorated = 0;
        foreach (var change in finished)
        {
            all++;
            below += change.Start is { Case: false } ? 1 : 0;
            recovered += change.Recovered ? 1 : 0;
            reliably += change.ReliablyRecovered ? 1 : 0;
            improved += change.Improved ? 1 : 0;
            deteriorated += change.Deteriorated ? 1 : 0;
        }

        return new Rates(Percent(recovered, all - below), Percent(reliably, all - below), Percent(improved, all), Percent(deteriorated, all));
    }

    /// <summary>The four, in the order of the published table.</summary>
    internal double[] Each() => [Recovery, ReliableRecovery, Improvement, Deterioration];

    /// <summary>The furthest of the four from the other's, in percentage points.</summary>
    internal double FurthestFrom(Rates other) => Each().Zip(other.Each(), (mine, theirs) => Math.Abs(mine - theirs)).Max();

    private static double Percent(int part, int whole) => whole == 0 ? double.NaN : 100.0 * part / whole;
}
