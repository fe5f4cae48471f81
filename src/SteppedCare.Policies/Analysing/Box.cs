namespace SteppedCare.Policies;

/// <summary>People by which branches of each variable they may be on.</summary>
internal sealed class Box(FactSpace space)
{
    private readonly bool[]?[] _allowed = new bool[]?[space.Variables.Count];

    /// <summary>Everybody but those whose branch of a variable is another than on the way.</summary>
    internal static Box Of(FactSpace space, IReadOnlyDictionary<int, int> way)
    {
        var box = new Box(space);
        foreach (var (variable, branch) in way)
        {
            box._allowed[variable] = [.. Enumerable.Range(0, space.Variables[variable].Width).Select(each => each == branch)];
        }

        return box;
    }

    internal bool Allows(int variable, int branch) => _allowed[variable]?[branch] ?? true;

    internal bool IsFree(int variable) => _allowed[variable] is null;

    /// <summary>As much wider as it goes without letting in any of the others; the variables tried in this order.</summary>
    internal void Widen(IEnumerable<int> order, int others)
    {
        foreach (var variable in order.Where(variable => _allowed[variable] is not null))
        {
            var narrow = _allowed[variable]!;
            _allowed[variable] = null;
            if (!Meets(others))
            {
                continue;
            }

            _allowed[variable] = narrow;
            for (var branch = 0; branch < narrow.Length; branch++)
            {
                if (!narrow[branch])
                {
                    narrow[branch] = true;
                    narrow[branch] = !Meets(others);
                }
            }
        }
    }

    /// <summary>Lets go of branches on which nobody of these is: the same people in fewer words.</summary>
    internal void Trim(int within)
    {
        for (var variable = 0; variable < _allowed.Length; variable++)
        {
            for (var branch = 0; _allowed[variable] is { } allowed && branch < allowed.Length; branch++)
            {
                if (allowed[branch])
                {
                    var kept = (bool[])allowed.Clone();
                    Array.Clear(allowed);
                    allowed[branch] = true;
                    kept[branch] = Meets(within);
                    _allowed[variable] = kept;
                }
            }
        }
    }

    /// <summary>Somebody of the set is inside.</summary>
    internal bool Meets(int set)
    {
        var store = space.Store;
        var without = new HashSet<int>();
        return Leads(set);

        bool Leads(int at)
        {
            if (store.IsLeaf(at))
            {
                return store.ValueOf(at) == 1;
            }

            if (without.Contains(at))
            {
                return false;
            }

            var variable = store.VariableOf(at);
            for (var branch = 0; branch < store.WidthOf(at); branch++)
            {
                if (Allows(variable, branch) && Leads(store.BranchOf(at, branch)))
                {
                    return true;
                }
            }

            without.Add(at);
            return false;
        }
    }

    /// <summary>The set without those inside.</summary>
    internal int Without(int set)
    {
        var inside = space.Store.Leaf(1);
        for (var number = _allowed.Length - 1; number >= 0; number--)
        {
            if (!IsFree(number))
            {
                var tail = inside;
                var branches = new int[space.Variables[number].Width];
                for (var branch = 0; branch < branches.Length; branch++)
                {
                    branches[branch] = Allows(number, branch) ? tail : space.Store.Leaf(0);
                }

                inside = space.Store.Test(number, branches);
            }
        }

        return space.Both.Of(set, space.Map(inside, value => 1 - value));
    }

    /// <summary>In words: "Phq9 15 and Preference not GuidedSelfHelp"; "everybody" where nothing is asked.</summary>
    public override string ToString() => BoxText.Of(space, this);
}
