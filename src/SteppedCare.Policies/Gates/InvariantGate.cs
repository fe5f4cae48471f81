using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// The clinical-safety officer's invariants hold of everybody. The analyser proves them; what it could not prove in its budget is asked of generated people instead,
/// who can show that it is broken, and the report says that it was only that.
/// </summary>
internal static class InvariantGate
{
    private const int People = 20_000;
    private const int Seed = 11;

    internal static GateAnswer Ask(GateSubject subject)
    {
        if (subject.Analysis is not { } report)
        {
            return GateAnswer.NotRun("The script does not compile.");
        }

        if (subject.Invariants is not { } invariants)
        {
            return GateAnswer.NotRun(subject.InvariantRefusals.IsEmpty ? "There are no invariants." : "The invariants do not compile.");
        }

        var unproven = report.Invariants.Where(verdict => verdict is { Holds: true, Certainty: not Certainty.Proven }).Select(verdict => (verdict.Name, verdict.Call)).ToHashSet();
        var tried = unproven.Count == 0 ? [] : InvariantRunner.Run(invariants, subject.Revision!, Seed, People).Where(outcome => outcome.Broken > 0).ToDictionary(outcome => outcome.Name, StringComparer.Ordinal);
        ImmutableArray<GateFinding> broken =
        [
            .. report.Invariants.Where(verdict => !verdict.Holds).OrderBy(verdict => verdict.Certainty == Certainty.Possible).Select(verdict => Finding(subject, verdict, GateCodes.BrokenInvariant, verdict.Message)),
            .. report.Invariants.Where(verdict => verdict.Holds && tried.ContainsKey(verdict.Name)).Select(verdict => Finding(
                subject, verdict with { Certainty = Certainty.Shown }, GateCodes.BrokenInvariant, $"'{verdict.Name}' is broken by {tried[verdict.Name].Example}.")),
        ];
        ImmutableArray<GateFinding> open =
        [
            .. report.Invariants.Where(verdict => unproven.Contains((verdict.Name, verdict.Call)) && !tried.ContainsKey(verdict.Name)).Select(verdict => Finding(
                subject, verdict, GateCodes.UnprovenInvariant, $"'{verdict.Name}' was not proven: {verdict.Message} {People} generated people did not break it.")),
        ];
        var refusing = broken.Count(finding => finding.Certainty != Certainty.Possible);
        var proven = report.Invariants.Count(verdict => verdict is { Holds: true, Certainty: Certainty.Proven });
        var summary = $"{Counted.Of(report.Invariants.Length, "claim")} of {Counted.Of(invariants.Invariants.Length, "invariant")}: {proven} proven of everybody, {broken.Length} broken, {open.Length} not proven.";
        return refusing == 0 ? GateAnswer.Passed(summary, [.. broken, .. open]) : GateAnswer.Failed(summary, [.. broken, .. open]);
    }

    private static GateFinding Finding(GateSubject subject, InvariantVerdict verdict, string code, string message)
    {
        var place = subject.Invariants!.Manifest.Rules.FirstOrDefault(rule => rule.Name == verdict.Name) is { } rule ? new TextPlace(rule.Line, rule.Column, 0) : new TextPlace(verdict.Line, 0, 0);
        return new GateFinding(
            PolicyLibrary.InvariantsName, place.Line, place.Column, place.Length, code, message, "", verdict.Certainty, Examples.Of(verdict.Example, verdict.Neighbour), verdict.Hazard);
    }
}
