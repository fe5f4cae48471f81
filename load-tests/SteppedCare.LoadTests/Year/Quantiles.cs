using System.Collections.Immutable;

namespace SteppedCare.LoadTests.Year;

/// <summary>A published spread: what share of providers lies below which value. Between two points values lie evenly on a logarithmic scale (judgement).</summary>
internal sealed class Quantiles(params ImmutableArray<(double Share, double Value)> points)
{
    /// <summary>The value below which that share of providers lies.</summary>
    internal double At(double share)
    {
        var next = Enumerable.Range(1, points.Length - 1).First(index => share <= points[index].Share);
        var (below, above) = (points[next - 1], points[next]);
        return below.Value * Math.Pow(above.Value / below.Value, (share - below.Share) / (above.Share - below.Share));
    }
}
