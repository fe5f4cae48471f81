using System.Collections.Immutable;

namespace SteppedCare.Tests.Equity;

/// <summary>Random people of random ethnic categories, each with a random course of care, and what a report tells of them.</summary>
internal sealed class AuditCrowd
{
    private static readonly AxisGroups s_categories = GroupCatalogue.All.Single(axis => axis.Axis == EquityAxis.Ethnicity);
    private static readonly AxisGroups s_gathered = GroupCatalogue.All.Single(axis => axis.Axis == EquityAxis.EthnicGroup);

    private readonly Dictionary<GroupPlace, Dictionary<Figure, long>> _totals = [];
    private readonly AuditTable _table;
    private readonly List<EquityGroup> _groups;
    private readonly HashSet<(int Line, int Group)> _told;

    /// <param name="random">Which course each has.</param>
    /// <param name="people">How many of which code.</param>
    internal AuditCrowd(Random random, params IEnumerable<(string Code, int People)> people)
    {
        foreach (var (code, number) in people)
        {
            var counts = _totals[new(AuditAxis.Ethnicity, code)] = [];
            foreach (var month in random.GetItems([.. CountedCourses.Random], number).SelectMany(months => months))
            {
                foreach (var (figure, count) in month)
                {
                    counts[figure] = counts.GetValueOrDefault(figure) + count;
                }
            }
        }

        _table = new AuditTable(_totals, AuditAxis.Ethnicity);
        var parts = _table.Present(s_categories);
        _groups = [.. parts, .. _table.Present(s_gathered).Where(group => parts.Any(part => part.Within == group.Code))];
        _told = [.. Told()];
    }

    /// <summary>All that was counted, made of the totals anew.</summary>
    internal CountTable Counts => new(
        [.. EquityLines.All.Select(line => _groups.Select(group => line.Of(figure => Of(group).Sum(counts => counts.GetValueOrDefault(figure)))).ToImmutableArray())],
        [.. _groups.Select(group => _groups.FindIndex(other => group.Within.Length > 0 && other.Code == group.Within))])
    {
        Parts = EquityLines.Parts,
        Sums = EquityLines.Sums,
    };

    /// <summary>A few groups, of which some are small.</summary>
    internal static AuditCrowd Of(Random random)
    {
        var codes = random.GetItems(["A", "B", "C", "D", "F", "H", "J", "K", "M", "N", "P", "R", "Z", "none such"], random.Next(1, 10)).Append("").Distinct();
        return new(random, codes.Select(code => (code, random.Next(4) switch { 0 => random.Next(1, 6), 1 => random.Next(1, 25), 2 => random.Next(10, 60), _ => random.Next(40, 200) })));
    }

    /// <summary>No measure tells the count.</summary>
    internal bool IsWithheld(int line, int group) => !_told.Contains((line, group));

    private IEnumerable<(int Line, int Group)> Told()
    {
        foreach (var measure in EquityCatalogue.All)
        {
            var (part, whole) = EquityLines.Of(measure);
            foreach (var (place, group) in _groups.Index())
            {
                var told = _table.Told(measure, group);
                if (told.Part is not null)
                {
                    yield return (part, place);
                }

                if (told.Whole is not null)
                {
                    yield return (whole, place);
                }
            }
        }
    }

    // A category has what was told of it, and what others are gathered into all of theirs.
    private IEnumerable<Dictionary<Figure, long>> Of(EquityGroup group) => _totals
        .Where(each => s_categories.Place(each.Key.Code) is var place && (place == group || (place.Within.Length > 0 && place.Within == group.Code)))
        .Select(each => each.Value);
}
