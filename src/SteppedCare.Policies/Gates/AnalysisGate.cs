using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Every rule answers somebody, and everybody is answered: what the analyser found, as a gate says it.</summary>
internal static class AnalysisGate
{
    internal static GateAnswer Ask(GateSubject subject)
    {
        if (subject.Analysis is not { } report)
        {
            return GateAnswer.NotRun("The script does not compile.");
        }

        var places = subject.Readings.GroupBy(reading => reading.Name).ToDictionary(readings => readings.Key, readings => readings.First().Place, StringComparer.Ordinal);
        ImmutableArray<GateFinding> findings =
        [
            .. report.Findings.Select(finding => Finding(finding, places.GetValueOrDefault(finding.Rule, new TextPlace(finding.Line, 0, 0)))),
            .. report.Complete ? ImmutableArray<GateFinding>.Empty : [Incomplete],
        ];
        var refusing = report.Findings.Count(finding => finding.Refuses);
        var rest = report.Findings.Length - refusing;
        var summary = $"{Counted.Of(subject.Revision!.Book.Rules.Count(), "rule")} analysed: {Counted.Of(refusing, "fault")}, {rest} more worth knowing.";
        return refusing == 0 && report.Complete ? GateAnswer.Passed(summary, findings)
            : GateAnswer.Failed(report.Complete ? summary : $"{summary} Not all could be proven.", findings);
    }

    private static GateFinding Incomplete { get; } = new(
        PolicyLibrary.ScriptName, 0, 0, 0, GateCodes.AnalysisIncomplete, "The analysis ended before everything was proven: the rules read too many facts together.",
        "Fewer facts a rule, or named conditions that are shared, make it smaller.");

    private static GateFinding Finding(Finding finding, TextPlace place) => new(
        PolicyLibrary.ScriptName, place.Line, place.Column, place.Length,
        finding.Kind switch
        {
            FindingKind.UnreachableRule => GateCodes.UnreachableRule,
            FindingKind.Gap => GateCodes.Gap,
            FindingKind.Masked => GateCodes.Masked,
            _ => GateCodes.OnlyProvisional,
        },
        finding.Message,
        finding.Kind switch
        {
            FindingKind.UnreachableRule => "Put it above the rules that answer its people, or leave it out.",
            FindingKind.Gap => "End the list with Otherwise().",
            FindingKind.Masked => "Put the rule that gives more care first, unless less care is meant here.",
            _ => "",
        },
        finding.Certainty, Examples.Of(finding.Example, neighbour: null));
}
