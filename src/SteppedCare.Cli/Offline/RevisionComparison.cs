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
        using var first = RevisionGates.Compiled(before with { Invariants = "" }, compiled);
        using var second = RevisionGates.Compiled(after with { Invariants = "" }, compiled);
        return PolicyAnalyser.Compare(first.Revision!, second.Revision!, AnalysisLimits.OfComparison with { Cancellation = cancellation });
    }
}
