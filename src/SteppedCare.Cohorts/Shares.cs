namespace SteppedCare.Cohorts;

/// <summary>Things to draw one of, each as often as its weight.</summary>
internal sealed class Shares<T>
{
    private readonly T[] _choices;
    private readonly double[] _upTo;

    internal Shares(params IEnumerable<(T Choice, double Weight)> weighed)
    {
        var possible = weighed.Where(entry => entry.Weight > 0).ToArray();
        _choices = [.. possible.Select(entry => entry.Choice)];
        _upTo = new double[possible.Length];
        for (var index = 0; index < possible.Length; index++)
        {
            _upTo[index] = possible[index].Weight + (index > 0 ? _upTo[index - 1] : 0);
        }
    }

    internal T Drawn(Chance chance)
    {
        var place = chance.Uniform() * _upTo[^1];
        var index = 0;
        while (place >= _upTo[index])
        {
            index++;
        }

        return _choices[index];
    }
}
