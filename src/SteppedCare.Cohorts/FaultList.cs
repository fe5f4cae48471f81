using System.Collections;
using System.Globalization;

namespace SteppedCare.Cohorts;

/// <summary>Impossible parameters, gathered so that all are told at once.</summary>
/// <param name="owner">What the parameters are of; told before each name.</param>
internal sealed class FaultList(string owner) : IEnumerable<string>
{
    private readonly List<string> _faults = [];

    internal FaultList Probability(string name, double value) => Unless(value is >= 0 and <= 1, name, value, "a probability lies between 0 and 1");

    internal FaultList Correlation(string name, double value) => Unless(value is >= -1 and <= 1, name, value, "a correlation lies between -1 and 1");

    internal FaultList Finite(string name, double value) => Unless(double.IsFinite(value), name, value, "it must be a number");

    internal FaultList AtLeast(string name, double value, double least) =>
        Unless(value >= least && double.IsFinite(value), name, value, string.Create(CultureInfo.InvariantCulture, $"it must be {least} or more"));

    internal FaultList Scores(string name, Spread spread, double highest)
    {
        var rule = string.Create(CultureInfo.InvariantCulture, $"scores lie between 0 and {highest}");
        Unless(spread.Mean >= 0 && spread.Mean <= highest, $"{name}.Mean", spread.Mean, rule);
        return AtLeast($"{name}.Sd", spread.Sd, 0);
    }

    internal FaultList Unless(bool possible, string name, double value, string rule)
    {
        if (!possible)
        {
            _faults.Add(string.Create(CultureInfo.InvariantCulture, $"{owner}: {name} is {value}; {rule}."));
        }

        return this;
    }

    public IEnumerator<string> GetEnumerator() => _faults.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
