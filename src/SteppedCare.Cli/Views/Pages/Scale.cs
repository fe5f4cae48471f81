namespace SteppedCare.Cli;

/// <summary>Where values stand along an axis. Shares and means begin at nothing; ratios go by doublings, so that half and twice are as far from one to one.</summary>
internal sealed class Scale
{
    private const int MostMarks = 6;

    private readonly double _least;
    private readonly double _most;
    private readonly double _from;
    private readonly double _to;
    private readonly bool _isByDoublings;

    private Scale(double least, double most, double from, double to, bool isByDoublings, IReadOnlyList<double> marks)
    {
        (_least, _most, _from, _to, _isByDoublings) = (least, most, from, to, isByDoublings);
        Marks = marks;
    }

    /// <summary>Values that stand at the axis, from the least to the greatest.</summary>
    internal IReadOnlyList<double> Marks { get; }

    /// <summary>From 0 to a round number above all values.</summary>
    /// <param name="values">What is to be shown; none of them negative.</param>
    /// <param name="from">Where 0 stands.</param>
    /// <param name="to">Where the greatest stands.</param>
    /// <param name="bound">What no value can exceed, such as 100 %.</param>
    internal static Scale FromNothing(IEnumerable<double> values, double from, double to, double bound = double.PositiveInfinity)
    {
        var greatest = Greatest(values);
        var step = RoundStep(greatest);
        var most = Math.Min(bound, step * Math.Max(1, Math.Ceiling(greatest / step)));
        return new Scale(0, most, from, to, isByDoublings: false, [.. Enumerable.Range(0, MostMarks + 1).Select(mark => mark * step).TakeWhile(mark => mark <= most * 1.000_001)]);
    }

    /// <summary>By doublings, from one half at most to two at least. What is 0 stands at the end.</summary>
    internal static Scale ByDoublings(IEnumerable<double> values, double from, double to)
    {
        var above = values.Where(value => value > 0).ToList();
        var least = (int)Math.Min(-1, Math.Floor(Math.Log2(above.DefaultIfEmpty(1).Min())));
        var most = (int)Math.Max(1, Math.Ceiling(Math.Log2(above.DefaultIfEmpty(1).Max())));
        var every = 1 + ((most - least) / (2 * MostMarks));
        return new Scale(
            Math.Pow(2, least), Math.Pow(2, most), from, to, isByDoublings: true,
            [.. Enumerable.Range(least, most - least + 1).Where(power => power % every == 0).Select(power => Math.Pow(2, power))]);
    }

    /// <summary>Where a value stands; what is beyond an end stands there.</summary>
    internal double At(double value)
    {
        var within = Math.Clamp(value, _least, _most);
        var share = _isByDoublings ? Math.Log2(within / _least) / Math.Log2(_most / _least) : (within - _least) / (_most - _least);
        return _from + ((_to - _from) * share);
    }

    // Where there is nothing but 0 an axis still has a length.
    private static double Greatest(IEnumerable<double> values) => values.DefaultIfEmpty().Max() is > 0 and var greatest ? greatest : 1;

    // 1, 2 or 5 of a power of ten, so that there are a few of them.
    private static double RoundStep(double greatest)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(greatest / MostMarks)));
        return new[] { 1.0, 2, 5, 10 }.Select(part => part * power).First(step => greatest / step <= MostMarks);
    }
}
