using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>What the gates look at: a bundle as far as it could be read.</summary>
/// <param name="Bundle">Its files.</param>
/// <param name="Compiled">The revision, or why there is none.</param>
/// <param name="Invariants">Its invariants; null when there are none or they were refused.</param>
/// <param name="InvariantRefusals">Why they were.</param>
/// <param name="Cancellation">Called off when nobody waits any more.</param>
internal sealed record GateSubject(
    PolicyBundle Bundle, CompilationResult Compiled, InvariantSet? Invariants, ImmutableArray<Refusal> InvariantRefusals, CancellationToken Cancellation) : IDisposable
{
    private readonly Lazy<IReadOnlyList<PolicyCase>> _cases = new(() => Bundle.Cases.Trim().Length == 0 || Compiled.Revision is null
        ? []
        : CaseFile.Read(Bundle.Cases, Compiled.Revision.Norms));

    private readonly Lazy<AnalysisReport?> _analysis = new(() => Compiled.Revision is { } revision ? PolicyAnalyser.Analyse(revision, Invariants, AnalysisLimits.Usual with { Cancellation = Cancellation }) : null);

    private readonly Lazy<ImmutableArray<RuleReading>> _readings = new(() => Compiled.Revision?.Manifest.Readings() ?? []);

    /// <summary>What the analyser found, once for both gates that ask it; null when there is no revision.</summary>
    internal AnalysisReport? Analysis => _analysis.Value;

    internal PolicyRevision? Revision => Compiled.Revision;

    /// <summary>Its cases, read by the norms of this very revision.</summary>
    internal IReadOnlyList<PolicyCase> Cases => _cases.Value;

    /// <summary>Where each rule and the parts of its condition stand.</summary>
    internal ImmutableArray<RuleReading> Readings => _readings.Value;

    internal static GateSubject Of(PolicyBundle bundle, ArtefactCache? cache, CancellationToken cancellation)
    {
        var compiled = PolicyCompiler.Load(bundle.Label, bundle.Source, cache);
        if (bundle.Invariants.Trim().Length == 0)
        {
            return new GateSubject(bundle, compiled, null, [], cancellation);
        }

        var invariants = InvariantSet.Load(new PolicySource(PolicyLibrary.InvariantsName, bundle.Invariants), cache);
        return new GateSubject(bundle, compiled, invariants.Set, invariants.Refusals, cancellation);
    }

    public void Dispose() => Invariants?.Dispose();
}
