using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>The clinical-safety officer's invariants hold of every decision.</summary>
internal static class InvariantGate
{
    private const int People = 20_000;

    internal static GateAnswer Ask(GateSubject subject)
    {
        if (subject.Revision is not { } revision)
        {
            return GateAnswer.NotRun("The script does not compile.");
        }

        if (subject.Invariants is not { } invariants)
        {
            return GateAnswer.NotRun(subject.InvariantRefusals.IsEmpty ? "There are no invariants." : "The invariants do not compile.");
        }

        var lines = invariants.Invariants.ToDictionary(invariant => invariant.Name, invariant => invariant.Line);
        ImmutableArray<GateFinding> broken =
        [
            .. InvariantRunner.Run(invariants, revision, seed: 11, People).Where(outcome => outcome.Broken > 0).Select(outcome => new GateFinding(
                PolicyLibrary.InvariantsName, lines[outcome.Name], 1, 0, GateCodes.BrokenInvariant, $"'{outcome.Name}' is broken.", Example: outcome.Example ?? "", Hazard: outcome.Hazard)),
        ];
        return broken.IsEmpty
            ? GateAnswer.Passed($"{Counted.Of(invariants.Invariants.Length, "invariant")} held for {People} generated people at each question.")
            : GateAnswer.Failed($"{broken.Length} of {Counted.Of(invariants.Invariants.Length, "invariant")} broken.", broken);
    }
}
