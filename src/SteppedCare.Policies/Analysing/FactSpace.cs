using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// All the people whom a set of conditions can tell apart: one variable for each fact read, cut where a condition cuts it, and which combinations of them the
/// production fact code can make of somebody.
/// </summary>
internal sealed class FactSpace
{
    internal const int False = 0;
    internal const int Unknown = 1;
    internal const int True = 2;

    /// <summary>Past this an answer would take too long to wait for.</summary>
    internal const long MostNodes = 16_000_000;

    private readonly Dictionary<(FactNumber Fact, int View), FactVariable> _byFact = [];
    private readonly Dictionary<Formula, int>[] _conditions;
    private readonly DiagramJoin _and;
    private readonly DiagramJoin _or;
    private readonly DiagramJoin _not;
    private readonly List<FactVariable> _variables = [];

    /// <param name="asked">Conditions, and by whose norms their facts are worked out.</param>
    /// <param name="norms">What people are measured by: of one revision, or of two that differ in them.</param>
    /// <param name="limits">How much may be spent.</param>
    internal FactSpace(IReadOnlyList<(Formula Condition, int View)> asked, ImmutableArray<Norms> norms, AnalysisLimits limits)
    {
        Norms = norms;
        _conditions = [.. norms.Select(_ => new Dictionary<Formula, int>(ReferenceEqualityComparer.Instance))];
        Store = new DiagramStore(limits.ToBudget());
        _and = new DiagramJoin(Store, Math.Min, value => value == False ? False : null);
        _or = new DiagramJoin(Store, Math.Max, value => value == True ? True : null);
        _not = new DiagramJoin(Store, (value, _) => True - value);
        Both = new DiagramJoin(Store, (left, right) => left & right, value => value == 0 ? 0 : null);
        Either = new DiagramJoin(Store, (left, right) => left | right, value => value == 1 ? 1 : null);
        var cuts = new Dictionary<(FactRow Fact, int View), List<ImmutableArray<Run>>>();
        foreach (var (condition, view) in asked)
        {
            foreach (var leaf in condition.Leaves())
            {
                Cut(leaf, view);
            }
        }

        foreach (var ((fact, view), tests) in cuts.OrderBy(cut => ScoreRelation.PlaceOf(cut.Key.Fact)))
        {
            var variable = FactVariable.Of(_variables.Count, fact, view, !fact.IsZeroWhenAbsent && !AlwaysKnown.Contains(fact.Number), tests);
            _variables.Add(variable);
            _byFact.Add((fact.Number, view), variable);
        }

        Possible = Relations.Of(this).Aggregate(Store.Leaf(1), (all, one) => Both.Of(all, one));

        void Cut(Formula leaf, int view)
        {
            var fact = leaf switch { Formula.Test test => test.Fact, Formula.Known known => known.Fact, _ => null };
            if (fact is null)
            {
                return;
            }

            var key = (fact, ViewOf(fact.Number, view));
            var tests = cuts.TryGetValue(key, out var before) ? before : cuts[key] = [];
            if (leaf is Formula.Test { Runs: var runs } && !tests.Any(other => other.SequenceEqual(runs)))
            {
                tests.Add(runs);
            }
        }
    }

    internal DiagramStore Store { get; }

    internal ImmutableArray<Norms> Norms { get; }

    internal IReadOnlyList<FactVariable> Variables => _variables;

    /// <summary>1 for people who can be, 0 for those who cannot.</summary>
    internal int Possible { get; }

    /// <summary>Sets as functions to 0 and 1: in both.</summary>
    internal DiagramJoin Both { get; }

    /// <summary>Sets as functions to 0 and 1: in one of them.</summary>
    internal DiagramJoin Either { get; }

    internal FactVariable? Find(FactNumber fact, int view = 0) => _byFact.GetValueOrDefault((fact, ViewOf(fact, view)));

    /// <summary>A condition as a function to False, Unknown or True.</summary>
    internal int Diagram(Formula condition, int view = 0)
    {
        if (!_conditions[view].TryGetValue(condition, out var diagram))
        {
            _conditions[view][condition] = diagram = condition switch
            {
                Formula.Test(var fact, var runs) => OfTest(Find(fact.Number, view)!, runs),
                Formula.Known(var fact) => OfKnown(Find(fact.Number, view)!),
                Formula.And(var left, var right) => _and.Of(Diagram(left, view), Diagram(right, view)),
                Formula.Or(var left, var right) => _or.Of(Diagram(left, view), Diagram(right, view)),
                Formula.Not(var operand) => _not.Of(Diagram(operand, view), Store.Leaf(False)),
                Formula.Named(_, var meaning) => Diagram(meaning, view),
                _ => Store.Leaf(True),
            };
        }

        return diagram;
    }

    /// <summary>No cut of this space goes through one of its tests.</summary>
    internal bool Represents(Formula condition) => condition.Leaves().All(leaf => leaf switch
    {
        Formula.Test(var fact, var runs) => Find(fact.Number) is { } variable
            && variable.Runs.All(values => values.All(run => Enumerable.Range(run.From, run.To - run.From + 1).All(value => Covers(runs, value)))
                || values.All(run => Enumerable.Range(run.From, run.To - run.From + 1).All(value => !Covers(runs, value)))),
        Formula.Known(var fact) => Find(fact.Number) is not null,
        _ => true,
    });

    private static bool Covers(ImmutableArray<Run> runs, int value) => runs.Any(run => value >= run.From && value <= run.To);

    /// <summary>The function's values put through a map.</summary>
    internal int Map(int diagram, Func<int, int> map) => new DiagramJoin(Store, (value, _) => map(value)).Of(diagram, Store.Leaf(0));

    /// <summary>The set of those for whom a function has such a value.</summary>
    internal int Where(int diagram, Func<int, bool> wanted) => Map(diagram, value => wanted(value) ? 1 : 0);

    /// <summary>A function of one variable.</summary>
    internal int OfBranches(FactVariable variable, Func<int, int> valueOf)
    {
        Span<int> branches = stackalloc int[variable.Width];
        for (var branch = 0; branch < branches.Length; branch++)
        {
            branches[branch] = Store.Leaf(valueOf(branch));
        }

        return Store.Test(variable.Number, branches);
    }

    /// <summary>The set of those on one branch of a variable and in another set; variables of the other come after.</summary>
    internal int Only(FactVariable? variable, int branch, int tail)
    {
        if (variable is null || tail == Store.Leaf(0))
        {
            return tail;
        }

        Span<int> branches = stackalloc int[variable.Width];
        branches.Fill(Store.Leaf(0));
        branches[branch] = tail;
        return Store.Test(variable.Number, branches);
    }

    private int ViewOf(FactNumber fact, int view) => Norms.Length > 1 && ScoreRelation.RestsOnNorms(fact) ? view : 0;

    private int OfTest(FactVariable variable, ImmutableArray<Run> runs) =>
        OfBranches(variable, branch => branch == variable.Unknown ? Unknown : variable.Holds(branch, runs) ? True : False);

    private int OfKnown(FactVariable variable) => OfBranches(variable, branch => branch == variable.Unknown ? False : True);
}
