using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>The first words of a watch.</summary>
public sealed class WatchRuleClause
{
    private readonly Rulebook _book;
    private readonly string _name;
    private readonly int _line;

    internal WatchRuleClause(Rulebook book, string name, int line)
    {
        _book = book;
        _name = name;
        _line = line;
    }

    /// <summary>Which count of days is watched, and the numbers at which it is looked at: <c>After(p => p.DaysAwaitingSecondTreatment, 28, 60, 90)</c>.</summary>
    public WatchClause After(Func<ReviewCase, Count> days, params ReadOnlySpan<int> thresholds) =>
        new(_book, _name, FactOf(days), [.. thresholds], _line);

    // Asked of somebody whose every count is the number of its own fact, the selector tells which fact it selects.
    private static FactNumber FactOf(Func<ReviewCase, Count> days)
    {
        var facts = new Facts();
        foreach (var row in FactTable.All)
        {
            facts[row.Number] = (int)row.Number;
        }

        return (FactNumber)days(new ReviewCase(facts)).Code;
    }
}

/// <summary>What a watch does.</summary>
public sealed class WatchClause
{
    private readonly Rulebook _book;
    private readonly string _name;
    private readonly FactNumber _fact;
    private readonly ImmutableArray<int> _thresholds;
    private readonly int _line;

    internal WatchClause(Rulebook book, string name, FactNumber fact, ImmutableArray<int> thresholds, int line)
    {
        _book = book;
        _name = name;
        _fact = fact;
        _thresholds = thresholds;
        _line = line;
    }

    /// <summary>This task, each time. Ends the watch.</summary>
    public void Raise(TaskKind task) => _book.WatchRules.Add(new WatchRule(_name, _fact, _thresholds, task, _line));
}
