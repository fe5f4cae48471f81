using System.Numerics;

namespace SteppedCare.Tests.Equity;

/// <summary>
/// Somebody who wants to know what is withheld of a table, and knows all that is told of it to the unit, every line's total, what adds up to what, and that nobody
/// is counted less than once.
/// </summary>
internal sealed class Reckoner
{
    private readonly CountTable _table;
    private readonly List<(int Line, int Group)> _unknown;

    internal Reckoner(CountTable table)
        : this(table, Withholding.Of(table))
    {
    }

    /// <param name="table">What is behind what is told.</param>
    /// <param name="isWithheld">By line and group.</param>
    internal Reckoner(CountTable table, Func<int, int, bool> isWithheld)
    {
        _table = table;
        _unknown = [.. from line in Enumerable.Range(0, table.Counts.Length) from @group in Enumerable.Range(0, table.Within.Length) where isWithheld(line, @group) select (line, @group)];
    }

    private Reckoner(CountTable table, Withholding withheld)
        : this(table, (line, group) => withheld[line, group])
    {
    }

    internal IReadOnlyList<(int Line, int Group)> Unknown => _unknown;

    internal long TotalOf(int line) => _table.GroupsWithin(CountTable.Everybody).Sum(group => _table.Counts[line][group]);

    /// <summary>What follows from the sums alone, by elimination in fractions.</summary>
    internal IEnumerable<(int Line, int Group)> Determined()
    {
        var rows = Sums(withLines: true).Select(Row).ToList();
        var done = 0;
        for (var column = 0; column < _unknown.Count && done < rows.Count; column++)
        {
            var found = rows.FindIndex(done, row => !row[column].Top.IsZero);
            if (found < 0)
            {
                continue;
            }

            (rows[done], rows[found]) = (rows[found], rows[done]);
            var leading = rows[done];
            foreach (var row in rows.Where(row => row != leading && !row[column].Top.IsZero))
            {
                var times = row[column] / leading[column];
                foreach (var place in Enumerable.Range(column, row.Length - column).Where(place => !leading[place].Top.IsZero))
                {
                    row[place] -= times * leading[place];
                }
            }

            done++;
        }

        return rows.Select(row => row.Index().Where(each => !each.Item.Top.IsZero).ToList()).Where(row => row.Count == 1).Select(row => _unknown[row[0].Index]);
    }

    /// <summary>Between which numbers each unknown lies, by the sums over groups and by what is a part of what.</summary>
    internal Dictionary<(int Line, int Group), Range> Bounds()
    {
        var unknown = _unknown.ToHashSet();
        var bounds = (from line in Enumerable.Range(0, _table.Counts.Length) from @group in Enumerable.Range(0, _table.Within.Length) select (line, @group))
            .ToDictionary(cell => cell, cell => unknown.Contains(cell) ? new Range(0, TotalOf(cell.line)) : new Range(Known(cell), Known(cell)));
        var isNarrower = true;
        while (isNarrower)
        {
            isNarrower = false;
            foreach (var (whole, parts) in Sums(withLines: false))
            {
                var of = whole.Group == CountTable.Everybody ? new Range(TotalOf(whole.Line), TotalOf(whole.Line)) : bounds[whole];
                var (least, most) = (parts.Sum(part => bounds[part].Least), parts.Sum(part => bounds[part].Most));
                if (whole.Group != CountTable.Everybody)
                {
                    Narrow(whole, least, most);
                }

                foreach (var part in parts)
                {
                    Narrow(part, of.Least - (most - bounds[part].Most), of.Most - (least - bounds[part].Least));
                }
            }

            foreach (var part in _table.Parts)
            {
                for (var group = 0; group < _table.Within.Length; group++)
                {
                    Narrow((part.Whole, group), bounds[(part.Part, group)].Least, long.MaxValue);
                    Narrow((part.Part, group), 0, bounds[(part.Whole, group)].Most);
                }
            }
        }

        return bounds;

        void Narrow((int, int) cell, long least, long most)
        {
            var (before, after) = (bounds[cell], new Range(Math.Max(bounds[cell].Least, least), Math.Min(bounds[cell].Most, most)));
            isNarrower |= before != after;
            bounds[cell] = after;
        }
    }

    private long Known((int Line, int Group) cell) => _table.Counts[cell.Line][cell.Group];

    private IEnumerable<((int Line, int Group) Whole, List<(int Line, int Group)> Parts)> Sums(bool withLines)
    {
        for (var line = 0; line < _table.Counts.Length; line++)
        {
            foreach (var whole in Enumerable.Range(CountTable.Everybody, _table.Within.Length + 1).Where(_table.Within.Contains))
            {
                yield return ((line, whole), [.. _table.GroupsWithin(whole).Select(part => (line, part))]);
            }
        }

        foreach (var sum in withLines ? _table.Sums : [])
        {
            for (var group = 0; group < _table.Within.Length; group++)
            {
                yield return ((sum.Whole, group), [.. sum.Parts.Select(part => (part, group))]);
            }
        }
    }

    private Fraction[] Row(((int, int) Whole, List<(int, int)> Parts) sum) =>
        [.. _unknown.Select(cell => new Fraction(sum.Parts.Contains(cell) ? 1 : cell == sum.Whole ? -1 : 0, 1))];

    /// <summary>Between which numbers something lies.</summary>
    internal readonly record struct Range(long Least, long Most);

    private readonly record struct Fraction(BigInteger Top, BigInteger Bottom)
    {
        public static Fraction operator -(Fraction one, Fraction other) => Of((one.Top * other.Bottom) - (other.Top * one.Bottom), one.Bottom * other.Bottom);

        public static Fraction operator *(Fraction one, Fraction other) => Of(one.Top * other.Top, one.Bottom * other.Bottom);

        public static Fraction operator /(Fraction one, Fraction other) => Of(one.Top * other.Bottom, one.Bottom * other.Top);

        private static Fraction Of(BigInteger top, BigInteger bottom)
        {
            var common = BigInteger.GreatestCommonDivisor(top, bottom) * bottom.Sign;
            return new(top / common, bottom / common);
        }
    }
}
