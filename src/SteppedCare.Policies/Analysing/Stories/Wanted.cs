namespace SteppedCare.Policies;

/// <summary>What a way through the diagrams says of somebody, fact by fact; where it says nothing, anything will do.</summary>
internal sealed class Wanted(FactSpace space, IReadOnlyDictionary<int, int> way)
{
    internal FactSpace Space { get; } = space;

    internal bool IsKnown(FactNumber fact) => Told(fact) is var (variable, branch) && branch != variable.Unknown;

    internal bool IsUnknown(FactNumber fact) => Told(fact) is var (variable, branch) && branch == variable.Unknown;

    internal bool Allows(FactNumber fact, int value) => Told(fact) is not var (variable, branch) || variable.BranchOf(value) == branch;

    /// <summary>Nothing is said, or that branch of the variable.</summary>
    internal bool IsOn(FactNumber fact, int branch) => Told(fact) is not var (_, told) || told == branch;

    internal bool IsOn(int variable, int branch) => !way.TryGetValue(variable, out var told) || told == branch;

    /// <summary>The wanted value that lies nearest to this one; null where it must be unknown.</summary>
    internal int? Nearest(FactNumber fact, int value)
    {
        if (Told(fact) is not var (variable, branch))
        {
            return value;
        }

        return branch == variable.Unknown ? null : variable.Runs[branch].Select(run => Math.Clamp(value, run.From, run.To)).MinBy(near => Math.Abs((long)near - value));
    }

    /// <summary>Of how many facts it is otherwise.</summary>
    /// <param name="person">By each of the norms of the space.</param>
    internal int Missed(IReadOnlyList<Facts> person) => way.Count(told =>
    {
        var variable = Space.Variables[told.Key];
        return variable.BranchOf(person[variable.View][variable.Fact.Number]) != told.Value;
    });

    private (FactVariable Variable, int Branch)? Told(FactNumber fact) =>
        Space.Find(fact) is { } variable && way.TryGetValue(variable.Number, out var branch) ? (variable, branch) : null;
}
