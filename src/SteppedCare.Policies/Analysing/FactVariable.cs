using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// One fact as a variable of the diagrams: its values cut where some condition tells them apart, and "unknown" last where it can be unknown. Values that no
/// condition tells apart share a branch, also where they do not lie side by side.
/// </summary>
internal sealed class FactVariable
{
    private readonly int[] _branchOfValue;

    private FactVariable(int number, FactRow fact, int view, bool canBeUnknown, int[] branchOfValue, int branches)
    {
        (Number, Fact, View, _branchOfValue) = (number, fact, view, branchOfValue);
        Unknown = canBeUnknown ? branches : -1;
        Width = branches + (canBeUnknown ? 1 : 0);
        Runs = [.. Enumerable.Range(0, branches).Select(RunsOf)];
    }

    internal int Number { get; }

    internal FactRow Fact { get; }

    /// <summary>By whose norms it is worked out, where two revisions differ in them.</summary>
    internal int View { get; }

    internal int Width { get; }

    /// <summary>The branch of "unknown"; -1 where it is always known.</summary>
    internal int Unknown { get; }

    /// <summary>The values of each branch of known ones.</summary>
    internal ImmutableArray<ImmutableArray<Run>> Runs { get; }

    internal static FactVariable Of(int number, FactRow fact, int view, bool canBeUnknown, IEnumerable<ImmutableArray<Run>> tests)
    {
        var least = LeastOf(fact);
        var branchOfValue = new int[fact.Most - least + 1];
        var branches = 1;
        foreach (var runs in tests)
        {
            branches = Cut(branchOfValue, least, runs, branches);
        }

        return new FactVariable(number, fact, view, canBeUnknown, branchOfValue, branches);
    }

    /// <summary>Where a value lies; the unknown one for <see cref="FactCode.Unknown"/>, and where that cannot be, as the fact reads it.</summary>
    internal int BranchOf(int value)
    {
        if (value == FactCode.Unknown)
        {
            return Unknown >= 0 ? Unknown : _branchOfValue[Math.Clamp(0 - LeastOf(Fact), 0, _branchOfValue.Length - 1)];
        }

        return _branchOfValue[Math.Clamp(value - LeastOf(Fact), 0, _branchOfValue.Length - 1)];
    }

    internal bool Holds(int branch, ImmutableArray<Run> runs) => branch != Unknown && Covers(runs, Runs[branch][0].From);

    /// <summary>The value of a branch that stands for it; absent where absent is the same.</summary>
    internal int ValueOf(int branch) =>
        branch == Unknown || (Fact.IsZeroWhenAbsent && BranchOf(FactCode.Unknown) == branch) ? FactCode.Unknown : Runs[branch][0].From;

    // A step that has started is one of the catalogue's.
    private static int LeastOf(FactRow fact) => fact.Number == FactNumber.Step ? (int)Step.Monitor : fact.Least;

    private static int Cut(int[] branchOfValue, int least, ImmutableArray<Run> runs, int branches)
    {
        var inside = new Dictionary<int, int>();
        var outside = new Dictionary<int, int>();
        for (var index = 0; index < branchOfValue.Length; index++)
        {
            var sides = Covers(runs, least + index) ? inside : outside;
            var before = branchOfValue[index];
            if (!sides.TryGetValue(before, out var branch))
            {
                branch = sides[before] = (sides == inside ? outside : inside).ContainsKey(before) ? branches++ : before;
            }

            branchOfValue[index] = branch;
        }

        return branches;
    }

    private static bool Covers(ImmutableArray<Run> runs, int value)
    {
        foreach (var run in runs)
        {
            if (value >= run.From && value <= run.To)
            {
                return true;
            }
        }

        return false;
    }

    private ImmutableArray<Run> RunsOf(int branch)
    {
        var runs = ImmutableArray.CreateBuilder<Run>();
        var least = LeastOf(Fact);
        for (var index = 0; index < _branchOfValue.Length; index++)
        {
            if (_branchOfValue[index] != branch)
            {
                continue;
            }

            if (runs.Count > 0 && runs[^1].To == least + index - 1)
            {
                runs[^1] = runs[^1] with { To = least + index };
            }
            else
            {
                runs.Add(new Run(least + index, least + index));
            }
        }

        return runs.ToImmutable();
    }
}
