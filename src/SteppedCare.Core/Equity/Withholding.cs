using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// Which counts of a table are withheld: those under 5, and as many others as it takes that nobody works them out, though they knew everything that is told to
/// the unit, and the counts of everybody together. Where counts add up to one that is told, withheld are none of them or two at least that come to 5 or more; a
/// total that is withheld has a withheld part; and what is a part of something withheld is withheld, as it would say how many there are at least. What follows from
/// several sums only when they are taken together is looked for besides (<see cref="Elimination"/>). Each time the smallest goes.
/// </summary>
/// <remarks>
/// Where lines add up, withheld are none or two as well, but how many they come to is left to rounding, as long as that leaves room for all that is withheld for
/// being small: else of a group that nearly all had one answer that answer could not be told.
/// </remarks>
internal sealed class Withholding
{
    private readonly CountTable _table;
    private readonly ImmutableArray<ImmutableArray<int>> _families;
    private readonly ImmutableArray<Sum> _sums;
    private readonly HashSet<Cell> _withheld = [];

    private Withholding(CountTable table)
    {
        _table = table;
        _families = [.. Enumerable.Range(0, table.Within.Length).Select(group => table.GroupsWithin(group).ToImmutableArray())];
        _sums = [.. Sums()];
    }

    /// <summary>Whether that count is withheld.</summary>
    internal bool this[int line, int group] => _withheld.Contains(new(line, group));

    internal static Withholding Of(CountTable table)
    {
        var withholding = new Withholding(table);
        withholding.HideSmallOnes();
        do
        {
            withholding.ProtectSums();
        }
        while (withholding.HideOneThatFollows());

        return withholding;
    }

    private void ProtectSums()
    {
        for (var isChanged = true; isChanged;)
        {
            isChanged = false;
            foreach (var sum in _sums)
            {
                while (Protect(sum))
                {
                    isChanged = true;
                }
            }
        }
    }

    private void HideSmallOnes()
    {
        for (var line = 0; line < _table.Counts.Length; line++)
        {
            for (var group = 0; group < _table.Within.Length; group++)
            {
                if (_table.Counts[line][group] < Disclosure.Least)
                {
                    Hide(new(line, group));
                }
            }
        }
    }

    private void Hide(Cell cell)
    {
        if (_withheld.Add(cell))
        {
            foreach (var part in _table.Parts.Where(part => part.Whole == cell.Line))
            {
                Hide(cell with { Line = part.Part });
            }
        }
    }

    // By line: the groups of everybody, the groups within a group; then what lines add up to.
    private IEnumerable<Sum> Sums()
    {
        for (var line = 0; line < _table.Counts.Length; line++)
        {
            yield return new(null, [.. _table.GroupsWithin(CountTable.Everybody).Select(group => new Cell(line, group))]);
            foreach (var (group, family) in _families.Index().Where(each => !each.Item.IsEmpty))
            {
                yield return new(new(line, group), [.. family.Select(part => new Cell(line, part))]);
            }
        }

        foreach (var sum in _table.Sums)
        {
            foreach (var each in AcrossLines(sum))
            {
                yield return each;
            }
        }
    }

    private IEnumerable<Sum> AcrossLines(LineSum sum) => Enumerable.Range(0, _table.Within.Length)
        .Select(group => new Sum(new Cell(sum.Whole, group), [.. sum.Parts.Select(part => new Cell(part, group))]) { IsOfLines = true });

    // True when something had to be hidden.
    private bool Protect(Sum sum)
    {
        var hidden = sum.Parts.Count(_withheld.Contains);
        var isWholeTold = sum.Whole is not { } whole || !_withheld.Contains(whole);
        if (isWholeTold ? hidden == 0 || (hidden > 1 && HasRoom(sum)) : hidden > 0)
        {
            return false;
        }

        var others = hidden > 1 && !sum.IsOfLines ? sum.Parts.Concat(sum.Parts.Where(_withheld.Contains).SelectMany(PartsOf)) : sum.Parts;
        return HideSmallestOf(others) || HideSmallestOf(sum.Whole is { } last ? [last] : []);
    }

    private bool HideSmallestOf(IEnumerable<Cell> cells)
    {
        var told = cells.Where(cell => !_withheld.Contains(cell)).Cast<Cell?>().MinBy(cell => CountOf(cell!.Value));
        if (told is { } smallest)
        {
            Hide(smallest);
        }

        return told is not null;
    }

    private bool HasRoom(Sum sum) => sum.IsOfLines
        ? Disclosure.Rounded(CountOf(sum.Whole!.Value)) + Disclosure.MostRounded - sum.Parts.Where(cell => !_withheld.Contains(cell)).Sum(Least) >= Disclosure.Least - 1
        : sum.Parts.Sum(Hidden) >= Disclosure.Least;

    private long Least(Cell cell) => Disclosure.Rounded(CountOf(cell)) - Disclosure.MostRounded;

    // How many at most are not known of somewhere within: what is told of its parts is known of a group that is withheld.
    private long Hidden(Cell cell) => !_withheld.Contains(cell) ? 0 : _families[cell.Group].IsEmpty ? CountOf(cell) : PartsOf(cell).Sum(Hidden);

    private IEnumerable<Cell> PartsOf(Cell cell) => _families[cell.Group].Select(group => cell with { Group = group });

    private long CountOf(Cell cell) => _table.Counts[cell.Line][cell.Group];

    // Sums of one line are a tree, in which two unknowns in each leave none to follow. Across lines they are not.
    private bool HideOneThatFollows()
    {
        foreach (var sum in _table.Sums)
        {
            HashSet<int> lines = [sum.Whole, .. sum.Parts];
            var equations = _sums.Where(each => each.Parts.All(cell => lines.Contains(cell.Line))).ToList();
            foreach (var cell in Elimination.Following(equations.Select(Unknowns)))
            {
                if (HideSmallestOf(equations.Where(each => each.Whole == cell || each.Parts.Contains(cell)).SelectMany(each => each.Whole is { } whole ? each.Parts.Append(whole) : each.Parts)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private IEnumerable<(Cell Unknown, int Times)> Unknowns(Sum sum)
    {
        var parts = sum.Parts.Where(_withheld.Contains).Select(cell => (cell, 1));
        return sum.Whole is { } whole && _withheld.Contains(whole) ? parts.Append((whole, -1)) : parts;
    }

    private readonly record struct Cell(int Line, int Group);

    // Parts that add up to the whole; none where it is the count of everybody.
    private readonly record struct Sum(Cell? Whole, ImmutableArray<Cell> Parts)
    {
        // Of one group by lines that add up; else of one line by groups.
        internal bool IsOfLines { get; init; }
    }
}
