using System.Threading.Channels;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;
using RecordedDecision = SteppedCare.Server.Decisions.RecordedDecision;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Asks shadows what they would have answered, after the answer is given and beside the calls: whatever a shadow does, nobody waits for it. Where decisions
/// come faster than shadows answer, some are left out and counted.
/// </summary>
internal sealed partial class ShadowAsking(IRegistryStore store, RolloutMetrics metrics, ILogger<ShadowAsking> logger)
{
    // Each holds a whole course in memory.
    private const int MostWaiting = 256;

    /// <summary>How many decisions of one pair of answers are kept by name.</summary>
    internal const int MostSamples = 10;

    private readonly Channel<RecordedDecision> _waiting =
        Channel.CreateBounded<RecordedDecision>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    // Told once each: a shadow that fails, fails at every decision. One reader asks them all.
    private readonly HashSet<(RevisionName, Type)> _broken = [];
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Service, TagEpoch Epoch), ShadowTally> _tallies = [];

    internal void Ask(RecordedDecision decision)
    {
        if (!_waiting.Writer.TryWrite(decision))
        {
            metrics.ShadowSkipped();
        }
    }

    /// <summary>Answers what waits, until it is told to stop.</summary>
    internal async Task AskAllAsync(CancellationToken cancellationToken)
    {
        await foreach (var decision in _waiting.Reader.ReadAllAsync(cancellationToken))
        {
            foreach (var shadow in decision.Rollout.Shadows)
            {
                Ask(decision, shadow);
            }
        }
    }

    /// <summary>Adds to the store what shadows said since. What the store does not take is added next time.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var ((service, epoch), tally) in Tallies())
        {
            var taken = tally.Take();

            // Whoever sees a count finds samples of it.
            await AddAsync(service, epoch, CountKind.Sample, await MissingAsync(service, epoch, taken.Samples, cancellationToken), tally.GiveBackSamples, cancellationToken);
            await AddAsync(service, epoch, CountKind.Shadow, taken.Cells, tally.GiveBackCounts, cancellationToken);
        }
    }

    // Of each pair of answers only so many as all replicas together have not kept yet. What cannot be looked at is not kept: a sample more or less says nothing.
    private async Task<Dictionary<string, long>> MissingAsync(string service, TagEpoch epoch, Dictionary<string, long> samples, CancellationToken cancellationToken)
    {
        if (samples.Count == 0)
        {
            return samples;
        }

        try
        {
            return ShadowCell.Missing(samples, (await store.CountsAsync(service, epoch, CountKind.Sample, cancellationToken)).Keys, MostSamples);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            return [];
        }
    }

    private async Task AddAsync(string service, TagEpoch epoch, CountKind kind, Dictionary<string, long> counts, Action<Dictionary<string, long>> giveBack, CancellationToken cancellationToken)
    {
        if (counts.Count == 0)
        {
            return;
        }

        try
        {
            await store.AddCountsAsync(service, epoch, kind, counts, cancellationToken);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            if (fault is not CommitFateUnknownException)
            {
                giveBack(counts);
            }
        }
    }

    /// <summary>Forgets what was sampled of rollouts that are over.</summary>
    internal void KeepOnly(Func<string, TagEpoch, bool> isLive)
    {
        lock (_gate)
        {
            foreach (var (key, tally) in _tallies.ToList())
            {
                if (!isLive(key.Service, key.Epoch) && tally.TryClose())
                {
                    _tallies.Remove(key);
                }
            }
        }
    }

    private void Ask(RecordedDecision decision, IRevision shadow)
    {
        try
        {
            var (record, answered) = (decision.Assessment.Record, decision.Assessment.Decision);
            var said = decision.Assessment.Asked.AnswerOf(shadow);
            var cell = new ShadowCell(shadow.Name.Version, record.Call, record.Outcome, record.Step, said.Outcome, said.Step, GivesLess(answered, said));
            while (!Of(decision.Key.Service, decision.Rollout.Tag).TryCount(cell, decision.Key.Episode, decision.Version))
            {
                // Taken off between the two: the next look makes another.
            }

            metrics.ShadowAnswered(record.Call, record.Revision, shadow.Name, record.Outcome, said.Outcome);
        }
        catch (RevisionLetGoException)
        {
            // Its rollout ended since.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            if (_broken.Add((shadow.Name, fault.GetType())))
            {
                ShadowBroke(shadow.Name.Policy, shadow.Name.Version, fault.GetType().Name);
            }
        }
    }

    // In the one order of care that revisions are compared by; a task that nobody is given any more is less, too.
    private static bool GivesLess(Decision answered, Decision said) =>
        CareOrder.Of(said.Outcome, said.Step) < CareOrder.Of(answered.Outcome, answered.Step)
        || answered.Tasks.Any(task => said.Tasks.All(other => other.Kind != task.Kind || (task.RiskFirst && !other.RiskFirst)));

    private ShadowTally Of(string service, TagEpoch epoch)
    {
        lock (_gate)
        {
            return _tallies.TryGetValue((service, epoch), out var tally) ? tally : _tallies[(service, epoch)] = new ShadowTally();
        }
    }

    private List<KeyValuePair<(string Service, TagEpoch Epoch), ShadowTally>> Tallies()
    {
        lock (_gate)
        {
            return [.. _tallies];
        }
    }

    [LoggerMessage(55, LogLevel.Error, "The shadow {Policy} {Version} failed with {Kind}; nobody was answered by it")]
    private partial void ShadowBroke(string policy, string version, string kind);
}
