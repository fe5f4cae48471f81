using System.Runtime.CompilerServices;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;
using SteppedCare.Server.Workshop;
using RecordedDecision = SteppedCare.Policies.RecordedDecision;

namespace SteppedCare.Server.Publishing;

/// <summary>
/// Judges recorded decisions again, on their recorded facts, by a revision or by files that nobody published. It runs where decisions are made: so one at a time,
/// and on no more than half of the processors.
/// </summary>
internal sealed class BackTesting(
    IPolicyRegistry registry, IRegistryStore store, RevisionShelf shelf, IPolicyWorkshop workshop, ITrajectoryIndex index, FactsAnewFor facts, HostSettings settings, TimeProvider time)
    : IDisposable
{
    private const int DecisionsBetween = 10_000;

    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(1);
    private static readonly int s_threads = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly SemaphoreSlim _place = new(1);

    internal async Task<Result<BackTestAnswer>> RunAsync(BackTestCommand command, Func<BackTestProgress, Task> tell, CancellationToken cancellationToken)
    {
        var state = await registry.RefreshAsync(cancellationToken);
        if (command.Services.Any(service => state.RolloutOf(service) is null))
        {
            return Refusals.UnknownService;
        }

        var chosen = await shelf.ChooseAsync(command.Candidate, cancellationToken);
        if (chosen.Value is not { } files)
        {
            return chosen.Refusal!;
        }

        var compiled = await CompiledAsync(files.Source, cancellationToken);
        if (compiled.Value is not { } script)
        {
            return compiled.Refusal!;
        }

        var loaded = Load(files.Label, script);
        if (loaded.Value is not { } revision)
        {
            return loaded.Refusal!;
        }

        var hasPlace = false;
        try
        {
            hasPlace = await _place.WaitAsync(settings.Workshop().MostWait, cancellationToken);
            if (!hasPlace)
            {
                return WorkshopRefusals.Busy;
            }

            var services = command.Services.IsEmpty ? OnPolicy(state, command.Candidate.Policy) : command.Services;
            return await RunAsync(revision, new RecordedDecisions(index, services, facts.Candidate(revision), command.From, command.Before), tell, cancellationToken);
        }
        finally
        {
            revision.Retire();
            if (hasPlace)
            {
                _place.Release();
            }
        }
    }

    public void Dispose() => _place.Dispose();

    /// <summary>The services that a policy answers, or answered a moment ago.</summary>
    internal static IReadOnlyList<string> OnPolicy(RegistryState state, string policy) =>
        [.. state.Services.Where(service => state.AnsweringOf(service).Any(rollout => rollout.Plan.Active.Policy == policy))];

    private async Task<BackTestAnswer> RunAsync(PolicyRevision revision, RecordedDecisions recorded, Func<BackTestProgress, Task> tell, CancellationToken cancellationToken)
    {
        var judged = new Judged();
        var report = await BackTester.RunAsync(revision, Telling(recorded, judged, tell, cancellationToken), judged.Take, s_threads, cancellationToken);
        return new BackTestAnswer(
            new BackTestProgress(report.Decisions, recorded.Episodes, report.Changed, report.Unreadable + recorded.UnreadableEpisodes),
            [.. report.Cells.Select(Cell)],
            report.Lower,
            report.Faults);
    }

    // Told between two batches, so that a caller who does not read is not read for.
    private async IAsyncEnumerable<ReadOnlyMemory<RecordedDecision>> Telling(
        RecordedDecisions recorded, Judged judged, Func<BackTestProgress, Task> tell, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (toldAt, toldOf) = (time.GetTimestamp(), 0L);
        await foreach (var batch in recorded.ReadAsync(cancellationToken))
        {
            yield return batch;
            if (recorded.Decisions - toldOf >= DecisionsBetween - RecordedDecisions.BatchSize || time.GetElapsedTime(toldAt) >= s_between)
            {
                var (decisions, changed, unreadable) = judged.SoFar;
                await tell(new BackTestProgress(decisions, recorded.Episodes, changed, unreadable + recorded.UnreadableEpisodes));
                (toldAt, toldOf) = (time.GetTimestamp(), recorded.Decisions);
            }
        }
    }

    // What was published was compiled before.
    private async Task<Result<CompiledPolicy>> CompiledAsync(PolicySource source, CancellationToken cancellationToken)
    {
        var key = PolicyIdentity.KeyOf(source);
        return await store.FindArtefactAsync(key, cancellationToken) is { } bytes && PolicyArtefact.TryRead(bytes.Span, key) is { } artefact
            ? new CompiledPolicy(artefact, [])
            : await workshop.CompileAsync(source, cancellationToken);
    }

    private static Result<PolicyRevision> Load(PolicyLabel label, CompiledPolicy script)
    {
        if (script.Artefact is not { } artefact)
        {
            return WorkshopRefusals.NotCompiled;
        }

        var (revision, _) = PolicyRevision.Load(new RevisionName(label.Policy, label.Version, artefact.Manifest.Digest), artefact);
        return revision is null ? WorkshopRefusals.NotCompiled : revision;
    }

    private static AnswerCell Cell(BackTestCell cell) => new()
    {
        Call = cell.Call,
        OutcomeBefore = cell.Before.Outcome,
        StepBefore = cell.Before.Step,
        OutcomeAfter = cell.After.Outcome,
        StepAfter = cell.After.Step,
        Decisions = cell.Decisions,
        Episodes = cell.Episodes,
        IsLower = cell.IsLower,
        LosesTasks = cell.LosesTasks,
        GainsTasks = cell.GainsTasks,
        Samples = cell.Samples,
    };

    /// <summary>What threads that judge have told last.</summary>
    private sealed class Judged
    {
        private readonly Lock _gate = new();
        private BackTestSoFar _soFar;

        internal BackTestSoFar SoFar
        {
            get
            {
                lock (_gate)
                {
                    return _soFar;
                }
            }
        }

        // They may come in another order than they were made.
        internal void Take(BackTestSoFar soFar)
        {
            lock (_gate)
            {
                _soFar = soFar.Decisions > _soFar.Decisions ? soFar : _soFar;
            }
        }
    }
}
