using System.Runtime.CompilerServices;
using SteppedCare.Policies;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Publishing;

/// <summary>
/// The gate that asks the store, which the process beside the server cannot reach: what files would have decided for the people recorded. It looks at a bounded
/// number of decisions for a bounded time; the whole is BackTest's business. A report is kept for good, so that it names no decision.
/// </summary>
internal sealed class RecordedGate(IPolicyRegistry registry, ITrajectoryIndex index, FactsAnewFor facts, TimeProvider time) : IDisposable
{
    private const int MostDecisions = 100_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    // It asks in the serving process: one at a time, on one thread.
    private readonly SemaphoreSlim _place = new(1);

    /// <summary>The report with what this gate says in it.</summary>
    internal async Task<GateReport> AskAsync(GateReport report, PolicyLabel label, PolicyArtefact artefact, CancellationToken cancellationToken)
    {
        var services = BackTesting.OnPolicy(registry.State, label.Policy);
        if (services.Count == 0)
        {
            return report;
        }

        await _place.WaitAsync(cancellationToken);
        PolicyRevision? revision = null;
        try
        {
            (revision, _) = PolicyRevision.Load(new RevisionName(label.Policy, label.Version, artefact.Manifest.Digest), artefact);
            if (revision is null)
            {
                return report;
            }

            var recorded = new RecordedDecisions(index, services, facts.Candidate(revision), from: null, before: null);
            var tested = await BackTester.RunAsync(revision, Some(recorded, cancellationToken), null, threads: 1, cancellationToken);
            var answer = BackTestGate.Answer(tested with { Unreadable = tested.Unreadable + recorded.UnreadableEpisodes });
            var result = new GateResult(Gate.BackTest, answer.Verdict, answer.Summary, answer.Findings, tested.Took);
            return report with { Gates = [.. report.Gates.Where(gate => gate.Gate != Gate.BackTest), result] };
        }
        finally
        {
            revision?.Retire();
            _place.Release();
        }
    }

    public void Dispose() => _place.Dispose();

    private async IAsyncEnumerable<ReadOnlyMemory<RecordedDecision>> Some(RecordedDecisions recorded, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await foreach (var batch in recorded.ReadAsync(cancellationToken))
        {
            yield return Nameless(batch.Span);
            if (recorded.Decisions >= MostDecisions || time.GetElapsedTime(began) > s_longest)
            {
                yield break;
            }
        }
    }

    private static RecordedDecision[] Nameless(ReadOnlySpan<RecordedDecision> batch)
    {
        var nameless = batch.ToArray();
        for (var index = 0; index < nameless.Length; index++)
        {
            nameless[index] = nameless[index] with { Name = "" };
        }

        return nameless;
    }
}
