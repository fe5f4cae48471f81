using System.Runtime.InteropServices;

namespace SteppedCare.Policies;

/// <summary>
/// Ordered multi-valued decision diagrams: functions from the variables of a space to whole numbers, each kept once, so that two functions are equal when their
/// handles are. Variables are tested in the order of their numbers, each at most once on a way. Not for several threads.
/// </summary>
/// <remarks>Bryant's reduced ordered diagrams with more than two branches and more than two leaves (Srinivasan et al. 1990).</remarks>
internal sealed class DiagramStore(AnalysisBudget budget)
{
    /// <summary>What <see cref="VariableOf"/> says of a leaf: beyond all variables.</summary>
    internal const int LeafLevel = int.MaxValue;

    private readonly List<Node> _nodes = [];
    private readonly List<int> _branches = [];
    private readonly Dictionary<int, int> _leaves = [];
    private int[] _buckets = [.. Enumerable.Repeat(-1, 1 << 12)];

    internal int Count => _nodes.Count;

    internal AnalysisBudget Budget { get; } = budget;

    internal int Leaf(int value)
    {
        ref var handle = ref CollectionsMarshal.GetValueRefOrAddDefault(_leaves, value, out var exists);
        if (!exists)
        {
            handle = _nodes.Count;
            _nodes.Add(new Node(LeafLevel, value, 0, 0, -1));
        }

        return handle;
    }

    internal bool IsLeaf(int diagram) => _nodes[diagram].Variable == LeafLevel;

    internal int ValueOf(int leaf) => _nodes[leaf].First;

    /// <summary>The variable tested first; beyond all variables for a leaf.</summary>
    internal int VariableOf(int diagram) => _nodes[diagram].Variable;

    internal int WidthOf(int diagram) => _nodes[diagram].Length;

    internal int BranchOf(int diagram, int branch) => _branches[_nodes[diagram].First + branch];

    /// <summary>On that branch of a variable: the function itself where it tests another first.</summary>
    internal int Step(int diagram, int variable, int branch) => VariableOf(diagram) == variable ? BranchOf(diagram, branch) : diagram;

    /// <summary>The function that tests a variable and goes on as its branches say.</summary>
    /// <exception cref="DiagramBudgetException">The budget of nodes is spent.</exception>
    internal int Test(int variable, ReadOnlySpan<int> branches)
    {
        if (!branches.ContainsAnyExcept(branches[0]))
        {
            return branches[0];
        }

        var hash = new HashCode();
        hash.Add(variable);
        hash.AddBytes(MemoryMarshal.AsBytes(branches));
        var code = hash.ToHashCode();
        var bucket = code & (_buckets.Length - 1);
        for (var at = _buckets[bucket]; at >= 0; at = _nodes[at].Next)
        {
            var known = _nodes[at];
            if (known.Hash == code && known.Variable == variable && CollectionsMarshal.AsSpan(_branches).Slice(known.First, known.Length).SequenceEqual(branches))
            {
                return at;
            }
        }

        Budget.Spend();
        var first = _branches.Count;
        _branches.AddRange(branches);
        var handle = _nodes.Count;
        _nodes.Add(new Node(variable, first, branches.Length, code, _buckets[bucket]));
        _buckets[bucket] = handle;
        if (_nodes.Count > _buckets.Length)
        {
            Grow();
        }

        return handle;
    }

    private void Grow()
    {
        _buckets = [.. Enumerable.Repeat(-1, _buckets.Length * 2)];
        var nodes = CollectionsMarshal.AsSpan(_nodes);
        for (var handle = 0; handle < nodes.Length; handle++)
        {
            ref var node = ref nodes[handle];
            if (node.Variable != LeafLevel)
            {
                var bucket = node.Hash & (_buckets.Length - 1);
                node = node with { Next = _buckets[bucket] };
                _buckets[bucket] = handle;
            }
        }
    }

    // A leaf keeps its value in First.
    private readonly record struct Node(int Variable, int First, int Length, int Hash, int Next);
}
