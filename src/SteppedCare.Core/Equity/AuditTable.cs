using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// All that an equity report counts by the groups of one attribute, on each axis that shows it, and what of it is withheld. It does not depend on which measures
/// and axes are asked for: what one report withholds another does not tell.
/// </summary>
internal sealed class AuditTable
{
    private readonly Dictionary<EquityGroup, int> _places = [];
    private readonly List<Dictionary<Figure, long>> _figures = [];
    private readonly ImmutableArray<ImmutableArray<long>> _counts;
    private readonly ImmutableArray<long> _ofAll;
    private readonly Withholding _withheld;

    /// <param name="totals">What was counted, by code as it was told.</param>
    /// <param name="attribute">The attribute.</param>
    internal AuditTable(IReadOnlyDictionary<GroupPlace, Dictionary<Figure, long>> totals, AuditAxis attribute)
    {
        ImmutableArray<AxisGroups> axes = [.. GroupCatalogue.All.Where(axis => axis.Of == attribute)];
        var finest = axes.FirstOrDefault(axis => axis.Groups.Any(group => group.Within.Length > 0)) ?? axes[0];
        var within = new List<int>();
        foreach (var (place, counts) in totals.Where(each => each.Key.Axis == attribute))
        {
            var group = finest.Place(place.Code);
            Add(counts, PlaceOf(group));
            foreach (var axis in axes.Where(axis => axis != finest))
            {
                var gathered = axis.Place(group.Code);
                if (group.Within.Length == 0)
                {
                    // The same people on both axes: one count.
                    _places[gathered] = _places[group];
                    continue;
                }

                within[_places[group]] = PlaceOf(gathered);
                Add(counts, _places[gathered]);
            }
        }

        _counts = [.. EquityLines.All.Select(line => _figures.Select(group => line.Of(figure => group.GetValueOrDefault(figure))).ToImmutableArray())];
        _ofAll = [.. _counts.Select(line => line.Where((_, place) => within[place] == CountTable.Everybody).Sum())];
        _withheld = Withholding.Of(new CountTable(_counts, [.. within])
        {
            Parts = [.. EquityLines.Parts.Where(part => _ofAll[part.Whole] > 0)],
            Sums = [.. EquityLines.Sums.Where(sum => _ofAll[sum.Whole] > 0)],
        });

        int PlaceOf(EquityGroup group)
        {
            if (_places.TryAdd(group, _figures.Count))
            {
                _figures.Add([]);
                within.Add(CountTable.Everybody);
            }

            return _places[group];
        }

        void Add(Dictionary<Figure, long> counts, int place)
        {
            foreach (var (figure, count) in counts)
            {
                _figures[place][figure] = _figures[place].GetValueOrDefault(figure) + count;
            }
        }
    }

    /// <summary>Of the groups of an axis those that anybody belongs to, in order. A group without anybody is not shown: it is nothing to hide.</summary>
    internal ImmutableArray<EquityGroup> Present(AxisGroups axis) => [.. axis.Groups.Where(_places.ContainsKey)];

    /// <summary>Those whom most referrals are of: the comparison with the least chance in it. Null where nobody said anything.</summary>
    internal EquityGroup? ReferenceOf(AxisGroups axis) => Present(axis)
        .Where(group => group.IsAnswer)
        .MaxBy(group => (_figures[_places[group]].GetValueOrDefault(Figure.Referred), _figures[_places[group]].Values.Sum()));

    /// <summary>What may be told of a group.</summary>
    internal ToldShare Told(Measure measure, EquityGroup group)
    {
        var (part, whole) = EquityLines.Of(measure);
        return _ofAll[whole] == 0 ? ToldShare.NoData : ToldShare.Of(Count(part), Count(whole));

        long? Count(int line) => _withheld[line, _places[group]] ? null : _counts[line][_places[group]];
    }

    /// <summary>What may be told of all groups together.</summary>
    internal ToldShare OfAll(Measure measure)
    {
        var (part, whole) = EquityLines.Of(measure);
        return _ofAll[whole] == 0 ? ToldShare.NoData : ToldShare.Of(Count(part), Count(whole));

        long? Count(int line) => _ofAll[line] < Disclosure.Least ? null : _ofAll[line];
    }
}
