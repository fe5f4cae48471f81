namespace SteppedCare.Policies;

/// <summary>Looks for people in several functions at once.</summary>
internal sealed class DiagramSearch
{
    private readonly DiagramStore _store;
    private readonly Func<int[], bool> _wanted;
    private readonly HashSet<Key> _without = [];

    private DiagramSearch(DiagramStore store, Func<int[], bool> wanted) => (_store, _wanted) = (store, wanted);

    /// <summary>The branch of each variable on one way to values that are wanted, known ones first; null when there is none.</summary>
    internal static Dictionary<int, int>? Find(DiagramStore store, int[] diagrams, Func<int[], bool> wanted)
    {
        var way = new Dictionary<int, int>();
        return new DiagramSearch(store, wanted).Leads(diagrams, way) ? way : null;
    }

    /// <summary>Somebody possible has different values.</summary>
    internal static bool Differ(FactSpace space, int left, int right) =>
        left != right && Find(space.Store, [space.Possible, left, right], values => values[0] == 1 && values[1] != values[2]) is not null;

    private bool Leads(int[] at, Dictionary<int, int> way)
    {
        // Nobody is there.
        if (_store.IsLeaf(at[0]) && _store.ValueOf(at[0]) == 0)
        {
            return false;
        }

        var variable = at.Min(_store.VariableOf);
        if (variable == int.MaxValue)
        {
            return _wanted([.. at.Select(_store.ValueOf)]);
        }

        var key = new Key(at);
        if (_without.Contains(key))
        {
            return false;
        }

        var width = _store.WidthOf(at.First(diagram => _store.VariableOf(diagram) == variable));
        for (var branch = 0; branch < width; branch++)
        {
            way[variable] = branch;
            if (Leads([.. at.Select(diagram => _store.VariableOf(diagram) == variable ? _store.BranchOf(diagram, branch) : diagram)], way))
            {
                return true;
            }
        }

        way.Remove(variable);
        _without.Add(key);
        return false;
    }

    private readonly struct Key(int[] at) : IEquatable<Key>
    {
        private readonly int[] _at = at;

        public bool Equals(Key other) => _at.AsSpan().SequenceEqual(other._at);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode()
        {
            var hash = default(HashCode);
            foreach (var handle in _at)
            {
                hash.Add(handle);
            }

            return hash.ToHashCode();
        }
    }
}
