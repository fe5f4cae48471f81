using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// The clinical-safety officer's invariants hold of everybody. The analyser proves them; what it could not prove keeps the revision back. Generated people are then
/// asked as well, who can show that it is broken; a claim about two neighbours is not asked of them, since they have none.
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

        ImmutableArray<InvariantVerdict> failing = [.. report.Invariants.Where(verdict => !verdict.Holds).OrderBy(verdict => verdict.Certainty == Certainty.Possible)];
        var tried = failing.All(verdict => verdict.Example is not null) ? []
            : InvariantRunner.Run(invariants, subject.Revision!, Seed, People).ToDictionary(outcome => outcome.Name, StringComparer.Ordinal);
        ImmutableArray<GateFinding> findings = [.. failing.Select(verdict => Finding(subject, verdict, tried.GetValueOrDefault(verdict.Name)))];
        var broken = findings.Count(finding => finding.Code == GateCodes.BrokenInvariant);
        var summary = $"{Counted.Of(report.Invariants.Length, "claim")} of {Counted.Of(invariants.Invariants.Length, "invariant")}: "
            + $"{report.Invariants.Length - failing.Length} proven of everybody, {broken} broken, {failing.Length - broken} not proven.";
        return failing.IsEmpty ? GateAnswer.Passed(summary) : GateAnswer.Failed(summary, findings);
    }

    private static GateFinding Finding(GateSubject subject, InvariantVerdict verdict, InvariantOutcome? tried) => (verdict.Example, tried) switch
    {
        (not null, _) => Finding(subject, verdict, GateCodes.BrokenInvariant, verdict.Message),
        (null, { Broken: > 0 }) => Finding(subject, verdict with { Certainty = Certainty.Shown }, GateCodes.BrokenInvariant, $"'{verdict.Name}' is broken by {tried.Example}."),
        (null, not null) => Finding(
            subject, verdict, GateCodes.UnprovenInvariant, $"'{verdict.Name}' was not proven: {verdict.Message} {tried.Concerned} generated people whom it is about did not break it."),
        _ => Finding(subject, verdict, GateCodes.UnprovenInvariant, $"'{verdict.Name}' was not proven: {verdict.Message} Of two neighbours nobody else was asked."),
    };

    private static GateFinding Finding(GateSubject subject, InvariantVerdict verdict, string code, string message)
    {
        var place = subject.Invariants!.Manifest.Rules.FirstOrDefault(rule => rule.Name == verdict.Name) is { } rule ? new TextPlace(rule.Line, rule.Column, 0) : new TextPlace(verdict.Line, 0, 0);
        return new GateFinding(
            PolicyLibrary.InvariantsName, place.Line, place.Column, place.Length, code, message, "", verdict.Certainty, Examples.Of(verdict.Example, verdict.Neighbour), verdict.Hazard);
    }
}
