using System.Collections.Immutable;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary>Asks gates about files, without a server.</summary>
internal static class RevisionGates
{
    /// <summary>Asks several revisions, with a bar where somebody looks on.</summary>
    internal static Task<IReadOnlyList<RevisionReport>> AskAsync(
        Desk desk, bool json, IReadOnlyList<PolicyBundle> bundles, ImmutableArray<Gate> gates, CancellationToken cancellation) =>
        desk.ProgressAsync("asking the gates", json, progress => Task.Run<IReadOnlyList<RevisionReport>>(
            () => [.. bundles.Select((bundle, place) => Ask(bundle, gates, desk.CompiledScripts, share => progress.Report(new Progressed((place + share) / bundles.Count)), cancellation))], cancellation));

    private static RevisionReport Ask(PolicyBundle bundle, ImmutableArray<Gate> gates, ArtefactCache? compiled, Action<double> progress, CancellationToken cancellation)
    {
        using var run = Run(bundle, gates, compiled, progress, cancellation);
        return new RevisionReport(bundle, run.Report);
    }

    /// <summary>What the gates say, and the revision while it is held.</summary>
    internal static GateRun Run(PolicyBundle bundle, ImmutableArray<Gate> gates, ArtefactCache? compiled, Action<double> progress, CancellationToken cancellation)
    {
        var ended = 0;
        return GateRunner.Run(
            bundle,
            new GateOptions
            {
                Gates = [.. gates],
                Cache = compiled,
                Progress = gate => progress(gate.Ended is null ? (double)ended / gates.Length : (double)++ended / gates.Length),
            },
            cancellation);
    }

    /// <summary>The revision alone, ready to be asked.</summary>
    /// <exception cref="FailedException">It does not compile.</exception>
    internal static GateRun Compiled(PolicyBundle bundle, ArtefactCache? compiled)
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
