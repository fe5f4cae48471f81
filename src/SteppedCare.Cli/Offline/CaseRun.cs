using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>The cases of one revision, by name.</summary>
/// <param name="Report">What the gates about cases said; with a filter, of those cases alone.</param>
/// <param name="Cases">How each went; none when the script does not compile.</param>
internal sealed record CaseRun(RevisionReport Report, IReadOnlyList<CaseOutcome> Cases)
{
    internal static CaseRun Of(PolicyBundle bundle, string? filter, ArtefactCache? compiled, Action<double> progress, CancellationToken cancellation)
    {
        using var run = RevisionGates.Run(
            bundle, filter is null ? [Gate.Compile, Gate.Cases, Gate.Coverage, Gate.Mutation] : [Gate.Compile], compiled, progress, cancellation);
        if (run.Revision is not { } revision)
        {
            return new CaseRun(new RevisionReport(bundle, run.Report), []);
        }

        // A file that cannot be read whole is told whole, whatever the filter.
        var cases = CaseFile.Read(bundle.Cases, revision.Norms)
            .Where(each => filter is null || each.Call == DecisionCall.None || each.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).ToList();
        var outcomes = CaseRunner.Run(cases, revision);
        return new CaseRun(filter is null ? new RevisionReport(bundle, run.Report) : Chosen(bundle, outcomes), outcomes);
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
                [
                    .. outcomes.SelectMany(outcome => outcome.Faults)
                        .Select(fault => new GateFinding(PolicyLibrary.CasesName, fault.Line, fault.Column, fault.Length, GateCodes.FailedCase, fault.Message, fault.Suggestion)),
                ],
                TimeSpan.Zero),
        ]));
    }
}
