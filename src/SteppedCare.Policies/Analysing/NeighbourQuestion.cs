namespace SteppedCare.Policies;

/// <summary>What is asked of two neighbours: a function of everybody, and which two values of it are wanted. No value is wanted beside itself.</summary>
internal sealed class NeighbourQuestion
{
    private const int Nobody = -1;

    private readonly FactSpace _space;
    private readonly bool _isOrder;
    private readonly Func<int, int, bool> _wanted;
    private readonly Dictionary<int, (int Least, int Most)> _ranges = [];

    private NeighbourQuestion(FactSpace space, int values, bool isOrder, Func<int, int, bool> wanted)
    {
        (_space, _isOrder, _wanted) = (space, isOrder, wanted);
        Diagram = new DiagramJoin(space.Store, (possible, value) => possible == 1 ? value : Nobody, possible => possible == 0 ? Nobody : null).Of(space.Possible, values);
    }

    /// <summary>Below zero of those who cannot be.</summary>
    internal int Diagram { get; }

    /// <summary>The one has a greater value than the other; none is below zero.</summary>
    internal static NeighbourQuestion Less(FactSpace space, int values) => new(space, values, isOrder: true, (one, other) => other < one);

    /// <summary>Any two values; none is below zero.</summary>
    internal static NeighbourQuestion Of(FactSpace space, int values, Func<int, int, bool> wanted) => new(space, values, isOrder: false, wanted);

    internal bool IsWanted(int one, int other) => one != Nobody && other != Nobody && _wanted(one, other);

    /// <summary>Two functions that the question came to can still have values that are wanted.</summary>
    internal bool IsOpen(int one, int other)
    {
        var (first, second) = (RangeOf(one), RangeOf(other));
        return first.Most != Nobody && second.Most != Nobody && (!_isOrder || second.Least < first.Most);
    }

    // Of those who can be.
    private (int Least, int Most) RangeOf(int diagram)
    {
        if (_ranges.TryGetValue(diagram, out var known))
        {
            return known;
        }

        var store = _space.Store;
        var range = (Least: int.MaxValue, Most: Nobody);
        if (store.IsLeaf(diagram))
        {
            var value = store.ValueOf(diagram);
            range = (value == Nobody ? int.MaxValue : value, value);
        }
        else
        {
            for (var branch = 0; branch < store.WidthOf(diagram); branch++)
            {
                var (least, most) = RangeOf(store.BranchOf(diagram, branch));
                range = (Math.Min(range.Least, least), Math.Max(range.Most, most));
            }
        }

        return _ranges[diagram] = range;
    }
}
