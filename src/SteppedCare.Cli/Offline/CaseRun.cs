using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>The cases of one revision, by name.</summary>
/// <param name="Report">What the gates about cases said; with a filter, of those cases alone.</param>
/// <param name="Cases">How each went; none when the script does not compile.</param>
internal sealed record CaseRun(RevisionReport Report, IReadOnlyList<CaseOutcome> Cases)
{
    internal static CaseRun Of(PolicyBundle bundle, string? filter)
    {
        var compiled = PolicyCompiler.Compile(bundle.Label, new PolicySource(PolicyLibrary.ScriptName, bundle.Script));
        if (compiled.Revision is not { } revision)
        {
            return new CaseRun(RevisionGates.Ask(bundle, Gate.Compile), []);
        }

        try
        {
            // A file that cannot be read whole is told whole, whatever the filter.
            var cases = CaseFile.Read(bundle.Cases, revision.Norms)
                .Where(each => filter is null || each.Call == DecisionCall.None || each.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
            var outcomes = CaseRunner.Run(cases, revision);
            return new CaseRun(filter is null ? RevisionGates.Ask(bundle, Gate.Compile, Gate.Cases, Gate.Coverage, Gate.Mutation) : Chosen(bundle, outcomes), outcomes);
        }
        finally
        {
            revision.Retire();
        }
    }

    private static RevisionReport Chosen(PolicyBundle bundle, IReadOnlyList<CaseOutcome> outcomes)
    {
        var failed = outcomes.Count(outcome => outcome.Faults.Count > 0);
        return new RevisionReport(bundle, new GateReport(
        [
            new GateResult(
                Gate.Cases,
                failed == 0 ? GateVerdict.Passed : GateVerdict.Failed,
                $"{outcomes.Count - failed} of the {outcomes.Count} chosen cases answered as expected.",
                [.. outcomes.SelectMany(outcome => outcome.Faults).Select(fault => new GateFinding(PolicyLibrary.CasesName, fault.Line, 0, 0, "", fault.Message))],
                TimeSpan.Zero),
        ]));
    }
}
