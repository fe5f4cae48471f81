using System.Collections.Immutable;
using System.Diagnostics;

namespace SteppedCare.Policies;

/// <summary>Asks every gate of a bundle, in order. Each is asked whenever it can be, so that an author sees at once all there is to mend.</summary>
internal static class GateRunner
{
    /// <exception cref="OperationCanceledException">It was called off.</exception>
    internal static GateRun Run(PolicyBundle bundle, GateOptions options, CancellationToken cancellation = default)
    {
        var results = ImmutableArray.CreateBuilder<GateResult>();
        GateSubject? subject = null;
        var isHandedOver = false;
        try
        {
            Ask(Gate.Compile, () => CompileGate.Ask(subject = GateSubject.Of(bundle, options.Cache, cancellation)));
            Ask(Gate.Sources, () => SourceGate.Ask(subject!));
            Ask(Gate.Cases, () => CaseGate.Ask(subject!));
            Ask(Gate.Coverage, () => CoverageGate.Ask(subject!, options));
            Ask(Gate.Mutation, () => MutationGate.Ask(subject!, options, cancellation));
            Ask(Gate.Analysis, () => AnalysisGate.Ask(subject!));
            Ask(Gate.Invariants, () => InvariantGate.Ask(subject!));
            Ask(Gate.BackTest, () => BackTestGate.Ask(subject!, options, cancellation));
            isHandedOver = true;
            return new GateRun(new GateReport(results.ToImmutable()), subject!.Revision, subject.Compiled.Artefact);
        }
        finally
        {
            subject?.Dispose();
            if (!isHandedOver)
            {
                subject?.Revision?.Retire();
            }
        }

        void Ask(Gate gate, Func<GateAnswer> ask)
        {
            cancellation.ThrowIfCancellationRequested();
            if (gate != Gate.Compile && !options.Gates.Contains(gate))
            {
                results.Add(new GateResult(gate, GateVerdict.NotRun, options.WhyNotAsked, [], TimeSpan.Zero));
                return;
            }

            options.Progress?.Invoke(new GateProgress(gate, null));
            var started = Stopwatch.GetTimestamp();
            var answer = ask();
            results.Add(new GateResult(gate, answer.Verdict, answer.Summary, answer.Findings, Stopwatch.GetElapsedTime(started)));
            options.Progress?.Invoke(new GateProgress(gate, results[^1]));
        }
    }
}

/// <summary>What came of asking the gates.</summary>
/// <param name="Report">What each said.</param>
/// <param name="Revision">Loaded and warm, so that nobody compiles twice; null when it does not compile. Who does not put it live retires it, or disposes of the run.</param>
/// <param name="Artefact">Its compiled bytes, ready to be kept.</param>
internal sealed record GateRun(GateReport Report, PolicyRevision? Revision, PolicyArtefact? Artefact) : IDisposable
{
    public void Dispose() => Revision?.Retire();
}
