using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// The cases notice when the script says something else. A mutant is killed when a case no longer comes out as its author expects. One that answers everybody as the
/// script does is no mutant. Every other change of a number must be noticed; changes of operators that are not are listed.
/// </summary>
internal static class MutationGate
{
    /// <summary>After so many mutants of whom the analyser could not tell, the next ones are not put to it any more.</summary>
    private const int MostOpen = 8;

    internal static GateAnswer Ask(GateSubject subject, GateOptions options, CancellationToken cancellation)
    {
        if (subject.Revision is not { } revision || subject.Cases.Count == 0)
        {
            return GateAnswer.NotRun(subject.Revision is null ? "The script does not compile." : "There are no cases.");
        }

        if (CaseRunner.Run(subject.Cases, revision).Any(outcome => outcome.Faults.Count > 0))
        {
            return GateAnswer.NotRun("Some of its cases fail: nothing can be told from what else would make them fail.");
        }

        ImmutableArray<PolicyCase> cases = [.. subject.Cases];
        var mutants = new MutantFinder(LoweredPolicy.Of(revision), subject.Readings).All(revision.Manifest.Numbers);
        var fates = new Fate[mutants.Length];
        var tried = (int)Math.Min(mutants.Length, options.MostMutantAsks / cases.Length);
        Parallel.For(
            0, tried, new ParallelOptions { CancellationToken = cancellation },
            () => new MutationBench(revision, cases),
            (index, _, bench) =>
            {
                fates[index] = bench.IsNoticed(mutants[index]) ? Fate.Killed : Fate.Survived;
                return bench;
            },
            _ => { });
        LeaveOutEqual(new MutantEquality(revision, cancellation), mutants, fates);
        return Answer(mutants, fates, new ScriptText(subject.Bundle.Script));
    }

    private enum Fate
    {
        NotTried,
        Killed,
        Survived,

        /// <summary>No case notices it, and whether it answers anybody otherwise was not found out within the budget.</summary>
        Open,
        Equal,
    }

    private static void LeaveOutEqual(MutantEquality equality, ImmutableArray<Mutant> mutants, Fate[] fates)
    {
        var open = 0;
        foreach (var index in Enumerable.Range(0, mutants.Length).Where(index => fates[index] == Fate.Survived).OrderByDescending(index => mutants[index].IsConstant))
        {
            fates[index] = open == MostOpen ? Fate.Open : equality.IsEqual(mutants[index]) switch { true => Fate.Equal, false => Fate.Survived, null => Fate.Open };
            open += fates[index] == Fate.Open && open < MostOpen ? 1 : 0;
        }
    }

    private static GateAnswer Answer(ImmutableArray<Mutant> mutants, Fate[] fates, ScriptText text)
    {
        var tried = mutants.Zip(fates, (mutant, fate) => (Mutant: mutant, Fate: fate)).ToList();
        int Of(bool isConstant, Fate fate) => tried.Count(each => each.Mutant.IsConstant == isConstant && each.Fate == fate);

        ImmutableArray<GateFinding> constants = [.. tried.Where(each => each is { Mutant.IsConstant: true, Fate: Fate.Survived or Fate.Open }).Select(each => Finding(each.Mutant, each.Fate, text))];
        ImmutableArray<GateFinding> operators = [.. tried.Where(each => each is { Mutant.IsConstant: false, Fate: Fate.Survived or Fate.Open }).Select(each => Finding(each.Mutant, each.Fate, text))];
        var notTried = tried.Count(each => each.Fate == Fate.NotTried);
        var equal = tried.Count(each => each.Fate == Fate.Equal);
        var summary = $"Cases notice {Of(true, Fate.Killed)} of {Counted.Of(Of(true, Fate.Killed) + constants.Length, "changed number")} "
            + $"and {Of(false, Fate.Killed)} of {Counted.Of(Of(false, Fate.Killed) + operators.Length, "changed operator")}; "
            + $"{Counted.Of(equal, "change")} that change no answer do not count.";
        var open = tried.Count(each => each is { Mutant.IsConstant: true, Fate: Fate.Open });
        if (notTried + open > 0)
        {
            var late = $"{Counted.Of(notTried, "change")} could not be tried, of {Counted.Of(open, "changed number")} nobody knows whether they change an answer.";
            return GateAnswer.Failed(
                $"{summary} The budget ended first.", [new GateFinding(PolicyLibrary.ScriptName, 0, 0, 0, GateCodes.BudgetEnded, late), .. constants, .. operators]);
        }

        return constants.IsEmpty ? GateAnswer.Passed(summary, operators) : GateAnswer.Failed(summary, [.. constants, .. operators]);
    }

    private static GateFinding Finding(Mutant mutant, Fate fate, ScriptText text) => new(
        PolicyLibrary.ScriptName, mutant.Place.Line, mutant.Place.Column, mutant.Place.Length,
        mutant.IsConstant ? GateCodes.SurvivingConstant : GateCodes.SurvivingOperator,
        $"No case notices {mutant.Change} in '{(mutant.IsConstant ? text.At(mutant.Place) : text.Around(mutant.Place))}'{(fate == Fate.Open ? ", if it makes a difference to anybody" : "")}.",
        mutant.IsConstant ? "Add a person on each side of the number." : "Add a person for whom it makes a difference.");
}
