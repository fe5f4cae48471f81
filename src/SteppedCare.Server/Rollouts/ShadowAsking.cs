using System.Threading.Channels;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Asks shadows what they would have answered, after the answer is given and beside the calls: whatever a shadow does, nobody waits for it. Where decisions
/// come faster than shadows answer, some are left out and counted.
/// </summary>
internal sealed partial class ShadowAsking(IRegistryStore store, RolloutMetrics metrics, ILogger<ShadowAsking> logger)
{
    private const int MostWaiting = 4096;

    /// <summary>How many decisions of one pair of answers are kept by name.</summary>
    internal const int MostSamples = 10;

    private readonly Channel<RecordedDecision> _waiting =
        Channel.CreateBounded<RecordedDecision>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Service, long Epoch), ShadowTally> _tallies = [];

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
            var counts = tally.Take();
            if (counts.Count == 0)
            {
                continue;
            }

            try
            {
                await store.AddCountsAsync(service, epoch, counts, cancellationToken);
            }
            catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
            {
                if (fault is not CommitFateUnknownException)
                {
                    tally.GiveBack(counts);
                }
            }
        }
    }

    /// <summary>Forgets what was sampled of rollouts that are over.</summary>
    internal void KeepOnly(Func<string, long, bool> isLive)
    {
        lock (_gate)
        {
            foreach (var (key, tally) in _tallies.ToList())
            {
                if (!isLive(key.Service, key.Epoch) && tally.IsEmpty)
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
            var cell = new ShadowCell(shadow.Name.Version, record.Call, record.Outcome, record.Step, said.Outcome, said.Step, LessCare.Is(answered, said));
            Of(decision.Key.Service, record.Epoch).Count(cell, decision.Key.Episode, decision.Version);
            metrics.ShadowAnswered(record.Call, record.Revision, shadow.Name, record.Outcome, said.Outcome);
        }
        catch (RevisionLetGoException)
        {
            // Its rollout ended since.
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            ShadowBroke(shadow.Name.Policy, shadow.Name.Version, fault.GetType().Name);
        }
    }

    private ShadowTally Of(string service, long epoch)
    {
        lock (_gate)
        {
            return _tallies.TryGetValue((service, epoch), out var tally) ? tally : _tallies[(service, epoch)] = new ShadowTally();
        }
    }

    private List<KeyValuePair<(string Service, long Epoch), ShadowTally>> Tallies()
    {
        lock (_gate)
        {
            return [.. _tallies];
        }
    }

    [LoggerMessage(55, LogLevel.Error, "The shadow {Policy} {Version} failed with {Kind}; nobody was answered by it")]
    private partial void ShadowBroke(string policy, string version, string kind);
}
