namespace SteppedCare.Policies;

/// <summary>
/// Pairs of people who differ in one thing and what follows from it: as a set over the facts that change, each twice, of one and of the other. What is not named is
/// the same of both.
/// </summary>
internal sealed class Neighbours
{
    private readonly FactSpace _space;

    internal Neighbours(FactSpace space)
    {
        _space = space;
        Store = new DiagramStore(FactSpace.MostNodes);
        Both = new DiagramJoin(Store, (left, right) => left & right, value => value == 0 ? 0 : null);
        Either = new DiagramJoin(Store, (left, right) => left | right, value => value == 1 ? 1 : null);
    }

    internal DiagramStore Store { get; }

    internal DiagramJoin Both { get; }

    internal DiagramJoin Either { get; }

    internal int Nobody => Store.Leaf(0);

    internal int All => Store.Leaf(1);

    /// <summary>One is on this branch and the other on that; the rest, whose variables come after, is as told.</summary>
    internal int Row(FactVariable? variable, int from, int to, int tail)
    {
        if (variable is null || tail == Nobody)
        {
            return tail;
        }

        var branches = new int[variable.Width];
        Array.Fill(branches, Nobody);
        branches[to] = tail;
        var second = Store.Test((2 * variable.Number) + 1, branches);
        Array.Fill(branches, Nobody);
        branches[from] = second;
        return Store.Test(2 * variable.Number, branches);
    }

    /// <summary>The branch of the one and of the other go together.</summary>
    internal int Where(FactVariable? variable, Func<int, int, bool> goTogether)
    {
        if (variable is null)
        {
            return All;
        }

        var set = Nobody;
        for (var from = 0; from < variable.Width; from++)
        {
            for (var to = 0; to < variable.Width; to++)
            {
                set = goTogether(from, to) ? Either.Of(set, Row(variable, from, to, All)) : set;
            }
        }

        return set;
    }

    internal int Same(IEnumerable<FactVariable?> variables) => variables.OfType<FactVariable>().Aggregate(All, (all, variable) => Both.Of(all, Where(variable, (from, to) => from == to)));

    /// <summary>Two such people, both possible, with values that are wanted; null when there are none.</summary>
    /// <param name="pairs">The set.</param>
    /// <param name="facts">Those that may differ; every other one is the same of both.</param>
    /// <param name="diagram">The function asked of both.</param>
    /// <param name="wanted">Its two values.</param>
    internal (Dictionary<int, int> One, Dictionary<int, int> Other)? Find(int pairs, IEnumerable<FactNumber> facts, int diagram, Func<int, int, bool> wanted)
    {
        var changing = facts.Select(fact => _space.Find(fact)).OfType<FactVariable>().Select(variable => variable.Number).ToHashSet();
        var (one, other) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        var without = new HashSet<(int, int, int, int, int)>();
        return Leads(diagram, diagram, _space.Possible, _space.Possible, pairs) ? (one, other) : null;

        bool Leads(int first, int second, int firstCan, int secondCan, int pair)
        {
            if (IsNobody(firstCan) || IsNobody(secondCan) || (Store.IsLeaf(pair) && Store.ValueOf(pair) == 0))
            {
                return false;
            }

            var variable = Math.Min(
                Math.Min(Math.Min(_space.Store.VariableOf(first), _space.Store.VariableOf(second)), Math.Min(_space.Store.VariableOf(firstCan), _space.Store.VariableOf(secondCan))),
                Store.IsLeaf(pair) ? int.MaxValue : Store.VariableOf(pair) / 2);
            if (variable == int.MaxValue)
            {
                return wanted(_space.Store.ValueOf(first), _space.Store.ValueOf(second));
            }

            if (without.Contains((first, second, firstCan, secondCan, pair)))
            {
                return false;
            }

            var isChanging = changing.Contains(variable);
            for (var branch = 0; branch < _space.Variables[variable].Width; branch++)
            {
                var half = Step(Store, pair, 2 * variable, branch);
                for (var next = isChanging ? 0 : branch; next < (isChanging ? _space.Variables[variable].Width : branch + 1); next++)
                {
                    (one[variable], other[variable]) = (branch, next);
                    if (Leads(
                        Step(_space.Store, first, variable, branch), Step(_space.Store, second, variable, next),
                        Step(_space.Store, firstCan, variable, branch), Step(_space.Store, secondCan, variable, next), Step(Store, half, (2 * variable) + 1, next)))
                    {
                        return true;
                    }
                }
            }

            one.Remove(variable);
            other.Remove(variable);
            without.Add((first, second, firstCan, secondCan, pair));
            return false;
        }
    }

    private static int Step(DiagramStore store, int at, int variable, int branch) => store.VariableOf(at) == variable ? store.BranchOf(at, branch) : at;

    private bool IsNobody(int set) => _space.Store.IsLeaf(set) && _space.Store.ValueOf(set) == 0;
}
