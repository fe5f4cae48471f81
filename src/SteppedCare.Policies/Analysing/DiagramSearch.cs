namespace SteppedCare.Policies;

/// <summary>Looks for people in up to three functions at once.</summary>
internal sealed class DiagramSearch
{
    private readonly DiagramStore _store;
    private readonly Func<int[], bool> _wanted;
    private readonly Func<IReadOnlyDictionary<int, int>, bool> _isTaken;
    private readonly HashSet<(int, int, int)> _without = [];
    private readonly Dictionary<int, int> _way = [];
    private readonly int[] _values;

    private DiagramSearch(DiagramStore store, int functions, Func<int[], bool> wanted, Func<IReadOnlyDictionary<int, int>, bool> isTaken) =>
        (_store, _wanted, _isTaken, _values) = (store, wanted, isTaken, new int[functions]);

    /// <summary>The branch of each variable on one way to values that are wanted, known ones first; null when there is none.</summary>
    /// <param name="store">Where the functions live.</param>
    /// <param name="diagrams">One to three; where the first is 0 nobody is.</param>
    /// <param name="wanted">The values, in the order of the functions.</param>
    internal static Dictionary<int, int>? Find(DiagramStore store, ReadOnlySpan<int> diagrams, Func<int[], bool> wanted) => Find(store, diagrams, wanted, _ => true);

    /// <summary>The first such way that is taken; those offered differ in where they come together.</summary>
    internal static Dictionary<int, int>? Find(DiagramStore store, ReadOnlySpan<int> diagrams, Func<int[], bool> wanted, Func<IReadOnlyDictionary<int, int>, bool> isTaken)
    {
        var search = new DiagramSearch(store, diagrams.Length, wanted, isTaken);
        return search.Leads(diagrams[0], diagrams.Length > 1 ? diagrams[1] : diagrams[0], diagrams.Length > 2 ? diagrams[2] : diagrams[0]) ? search._way : null;
    }

    /// <summary>For each value that a function takes one way to it.</summary>
    internal static SortedDictionary<int, Dictionary<int, int>> WaysOf(DiagramStore store, int diagram)
    {
        var (ways, seen, way) = (new SortedDictionary<int, Dictionary<int, int>>(), new HashSet<int>(), new Dictionary<int, int>());
        Visit(diagram);
        return ways;

        void Visit(int at)
        {
            if (!seen.Add(at))
            {
                return;
            }

            if (store.IsLeaf(at))
            {
                ways.Add(store.ValueOf(at), new Dictionary<int, int>(way));
                return;
            }

            store.Budget.Spend();
            var variable = store.VariableOf(at);
            for (var branch = 0; branch < store.WidthOf(at); branch++)
            {
                way[variable] = branch;
                Visit(store.BranchOf(at, branch));
            }

            way.Remove(variable);
        }
    }

    /// <summary>Somebody possible has different values.</summary>
    internal static bool Differ(FactSpace space, int left, int right) =>
        left != right && Find(space.Store, [space.Possible, left, right], values => values[0] == 1 && values[1] != values[2]) is not null;

    /// <summary>The values that a function takes.</summary>
    internal static HashSet<int> ValuesOf(DiagramStore store, int diagram) => [.. PairsOf(store, diagram, diagram).Select(pair => pair.Left)];

    /// <summary>The values that two functions take of the same person.</summary>
    internal static HashSet<(int Left, int Right)> PairsOf(DiagramStore store, int left, int right)
    {
        var (values, seen, open) = (new HashSet<(int, int)>(), new HashSet<(int, int)> { (left, right) }, new Stack<(int, int)>([(left, right)]));
        while (open.TryPop(out var at))
        {
            var (first, second) = at;
            var variable = Math.Min(store.VariableOf(first), store.VariableOf(second));
            if (variable == DiagramStore.LeafLevel)
            {
                values.Add((store.ValueOf(first), store.ValueOf(second)));
                continue;
            }

            var width = store.WidthOf(store.VariableOf(first) == variable ? first : second);
            for (var branch = 0; branch < width; branch++)
            {
                var next = (store.Step(first, variable, branch), store.Step(second, variable, branch));
                if (seen.Add(next))
                {
                    store.Budget.Spend();
                    open.Push(next);
                }
            }
        }

        return values;
    }

    private bool Leads(int first, int second, int third)
    {
        // Nobody is there.
        if ((_store.IsLeaf(first) && _store.ValueOf(first) == 0) || _without.Contains((first, second, third)))
        {
            return false;
        }

        var variable = Math.Min(_store.VariableOf(first), Math.Min(_store.VariableOf(second), _store.VariableOf(third)));
        if (variable == DiagramStore.LeafLevel)
        {
            return IsWanted(first, second, third) && _isTaken(_way);
        }

        var width = _store.WidthOf(_store.VariableOf(first) == variable ? first : _store.VariableOf(second) == variable ? second : third);
        for (var branch = 0; branch < width; branch++)
        {
            _way[variable] = branch;
            if (Leads(_store.Step(first, variable, branch), _store.Step(second, variable, branch), _store.Step(third, variable, branch)))
            {
                return true;
            }
        }

        _way.Remove(variable);
        _store.Budget.Spend();
        _without.Add((first, second, third));
        return false;
    }

    private bool IsWanted(int first, int second, int third)
    {
        ReadOnlySpan<int> leaves = [first, second, third];
        for (var place = 0; place < _values.Length; place++)
        {
            _values[place] = _store.ValueOf(leaves[place]);
        }

        return _wanted(_values);
    }
}
