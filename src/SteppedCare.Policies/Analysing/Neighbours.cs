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
        Store = new DiagramStore(space.Store.Budget);
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

    /// <summary>Two such people who are taken, of those with values that are wanted; null when there are none.</summary>
    /// <param name="pairs">The set.</param>
    /// <param name="facts">Those that may differ; every other one is the same of both.</param>
    /// <param name="question">What is asked of both.</param>
    /// <param name="isTaken">Of the one and of the other.</param>
    internal (Dictionary<int, int> One, Dictionary<int, int> Other)? Find(
        int pairs, IEnumerable<FactNumber> facts, NeighbourQuestion question, Func<IReadOnlyDictionary<int, int>, IReadOnlyDictionary<int, int>, bool> isTaken)
    {
        var store = _space.Store;
        var changing = facts.Select(fact => _space.Find(fact)).OfType<FactVariable>().Select(variable => variable.Number).ToHashSet();
        var last = changing.Count == 0 ? -1 : changing.Max();
        var (one, other) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        var without = new HashSet<(int, int, int)>();
        return Leads(question.Diagram, question.Diagram, pairs) ? (one, other) : null;

        bool Leads(int first, int second, int pair)
        {
            var variable = Math.Min(Math.Min(store.VariableOf(first), store.VariableOf(second)), Store.IsLeaf(pair) ? DiagramStore.LeafLevel : Store.VariableOf(pair) / 2);

            // Nobody is there; or nothing that is left can tell the two apart in the way that is asked for.
            if ((Store.IsLeaf(pair) && Store.ValueOf(pair) == 0) || (first == second && variable > last) || !question.IsOpen(first, second) || without.Contains((first, second, pair)))
            {
                return false;
            }

            if (variable == DiagramStore.LeafLevel)
            {
                return question.IsWanted(store.ValueOf(first), store.ValueOf(second)) && isTaken(one, other);
            }

            var isChanging = changing.Contains(variable);
            for (var branch = 0; branch < _space.Variables[variable].Width; branch++)
            {
                var (next, half) = (store.Step(first, variable, branch), Store.Step(pair, 2 * variable, branch));
                one[variable] = branch;
                for (var changed = isChanging ? 0 : branch; changed < (isChanging ? _space.Variables[variable].Width : branch + 1); changed++)
                {
                    other[variable] = changed;
                    if (Leads(next, store.Step(second, variable, changed), Store.Step(half, (2 * variable) + 1, changed)))
                    {
                        return true;
                    }
                }
            }

            one.Remove(variable);
            other.Remove(variable);
            Store.Budget.Spend();
            without.Add((first, second, pair));
            return false;
        }
    }
}
