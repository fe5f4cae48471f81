namespace SteppedCare.Policies;

/// <summary>Joins two functions value by value, and remembers what it joined.</summary>
/// <param name="store">Where both live.</param>
/// <param name="join">What becomes of a pair of values.</param>
/// <param name="settled">What a value of the left function makes of any right one; null when that depends on it.</param>
internal sealed class DiagramJoin(DiagramStore store, Func<int, int, int> join, Func<int, int?>? settled = null)
{
    private readonly Dictionary<long, int> _done = [];

    internal int Of(int left, int right)
    {
        var leftVariable = store.VariableOf(left);
        var rightVariable = store.VariableOf(right);
        if (leftVariable == DiagramStore.LeafLevel)
        {
            if (settled?.Invoke(store.ValueOf(left)) is { } outcome)
            {
                return store.Leaf(outcome);
            }

            if (rightVariable == DiagramStore.LeafLevel)
            {
                return store.Leaf(join(store.ValueOf(left), store.ValueOf(right)));
            }
        }

        var key = ((long)left << 32) | (uint)right;
        if (_done.TryGetValue(key, out var known))
        {
            return known;
        }

        store.Budget.Spend();
        var variable = Math.Min(leftVariable, rightVariable);
        var width = store.WidthOf(leftVariable == variable ? left : right);
        Span<int> branches = stackalloc int[width];
        for (var branch = 0; branch < width; branch++)
        {
            branches[branch] = Of(
                leftVariable == variable ? store.BranchOf(left, branch) : left,
                rightVariable == variable ? store.BranchOf(right, branch) : right);
        }

        return _done[key] = store.Test(variable, branches);
    }
}
