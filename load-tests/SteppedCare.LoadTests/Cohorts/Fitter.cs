using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Cohorts;

/// <summary>
/// Looks for the response that brings a therapy's courses closest to its published rates: Nelder and Mead's simplex (Computer Journal 7 (1965) 308-313),
/// every trial on the same draws, so that the same seed ends at the same figures.
/// </summary>
/// <param name="therapy">What is fitted; its response is where the search begins.</param>
/// <param name="paired">The part of finished courses with both scores.</param>
/// <param name="courses">How many courses each trial draws.</param>
/// <param name="seed">Where chance begins.</param>
internal sealed class Fitter(TherapyParameters therapy, double paired, int courses, ulong seed)
{
    // How far the first simplex reaches from where it begins, in the order of Coordinates.
    private static readonly double[] s_reach = [0.10, 0.10, 0.08, 0.08, 0.60, 0.10];

    /// <summary>The rates that courses with that response would show.</summary>
    internal Rates RatesOf(Response response)
    {
        var tried = therapy with { Response = response };
        var all = Rates.Of(Enumerable.Range(0, courses).Select(number =>
        {
            var severity = Severity.Of(tried, new Chance(seed, number, Draw.Severity));
            return new Change(severity.Start, severity.End);
        }));
        return new Rates(all.Recovery * paired, all.ReliableRecovery * paired, all.Improvement * paired, all.Deterioration * paired);
    }

    internal Response Fit(int steps)
    {
        var begin = Coordinates(therapy.Response);
        var simplex = new List<(double[] Point, double Miss)> { (begin, Miss(begin)) };
        for (var axis = 0; axis < begin.Length; axis++)
        {
            double[] corner = [.. begin];
            corner[axis] += s_reach[axis];
            simplex.Add((corner, Miss(corner)));
        }

        for (var step = 0; step < steps; step++)
        {
            simplex.Sort((one, other) => one.Miss.CompareTo(other.Miss));
            Move(simplex);
        }

        return ResponseAt(simplex.MinBy(corner => corner.Miss).Point);
    }

    private void Move(List<(double[] Point, double Miss)> simplex)
    {
        var (worst, worstMiss) = simplex[^1];
        double[] centre = [.. worst.Select((_, axis) => simplex.SkipLast(1).Average(corner => corner.Point[axis]))];
        var reflected = At(centre, worst, -1);
        if (reflected.Miss < simplex[0].Miss)
        {
            var expanded = At(centre, worst, -2);
            simplex[^1] = expanded.Miss < reflected.Miss ? expanded : reflected;
            return;
        }

        if (reflected.Miss < simplex[^2].Miss)
        {
            simplex[^1] = reflected;
            return;
        }

        var contracted = reflected.Miss < worstMiss ? At(centre, worst, -0.5) : At(centre, worst, 0.5);
        if (contracted.Miss < Math.Min(reflected.Miss, worstMiss))
        {
            simplex[^1] = contracted;
            return;
        }

        for (var corner = 1; corner < simplex.Count; corner++)
        {
            simplex[corner] = At(simplex[0].Point, simplex[corner].Point, 0.5);
        }
    }

    private (double[] Point, double Miss) At(double[] from, double[] towards, double part)
    {
        double[] point = [.. from.Zip(towards, (near, far) => near + part * (far - near))];
        return (point, Miss(point));
    }

    private double Miss(double[] point)
    {
        var response = ResponseAt(point);
        return (therapy with { Response = response }).Faults().IsEmpty
            ? RatesOf(response).Each().Zip(therapy.Published.Each(), (here, there) => (here - there) * (here - there)).Sum()
            : double.PositiveInfinity;
    }

    private static double[] Coordinates(Response response) =>
        [response.Responders, response.ResponderFraction, response.OtherFraction, response.FractionSd, response.EndNoise, response.BaselineCorrelation];

    private static Response ResponseAt(double[] point) => new(point[0], point[1], point[2], point[3], point[4], point[5]);
}
