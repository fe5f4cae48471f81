using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>Two revisions in folders, compared without a server.</summary>
internal static class RevisionComparison
{
    /// <exception cref="FailedException">One of them does not compile.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    internal static Comparison Of(PolicyBundle before, PolicyBundle after, ArtefactCache? compiled, CancellationToken cancellation)
    {
        // Invariants have no say in what is answered.
        using var first = Compiled(before with { Invariants = "" }, compiled);
        using var second = Compiled(after with { Invariants = "" }, compiled);
        return PolicyAnalyser.Compare(first.Revision!, second.Revision!, AnalysisLimits.OfComparison with { Cancellation = cancellation });
    }

    private static GateRun Compiled(PolicyBundle bundle, ArtefactCache? compiled)
    {
        var run = GateRunner.Run(bundle, GateOptions.CompileOnly with { Cache = compiled });
        if (run.Revision is not null)
        {
            return run;
        }

        var place = $"{bundle.Label.Policy}/{bundle.Label.Version}";
        throw new FailedException(new Failure(
            ExitCodes.DoesNotCompile,
            "DOES_NOT_COMPILE",
            [
                $"{place} does not compile: stepped-care policy check says more.",
                .. run.Report.Gates.SelectMany(gate => gate.Findings).Select(finding => $"  {finding.File}({finding.Line},{finding.Column}) {finding.Code}: {finding.Message}"),
            ]));
    }
}
