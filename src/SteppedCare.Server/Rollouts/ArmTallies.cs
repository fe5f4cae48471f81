using System.Collections.Concurrent;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>What each part of each rollout answered here and is not yet in the store, where the counts of all replicas come together.</summary>
internal sealed class ArmTallies(IRegistryStore store)
{
    private readonly ConcurrentDictionary<(string Service, TagEpoch Epoch), Tally> _tallies = new();

    /// <summary>Counts a decision; nothing is allocated once its rollout is known.</summary>
    internal void Count(RecordedDecision decision)
    {
        var (rollout, record) = (decision.Rollout, decision.Assessment.Record);
        Count(rollout.Service.Name, rollout.Tag, new ArmCount(decision.Arm, record.Call, record.Outcome), decision.Assessment.Took > rollout.SlowestHundredth);
    }

    internal void Count(string service, TagEpoch epoch, ArmCount what, bool isSlow)
    {
        // One that is closed was taken off a moment ago: there is a new one, or none yet.
        while (!_tallies.GetOrAdd((service, epoch), static _ => new Tally()).TryAdd(what, isSlow))
        {
        }
    }

    /// <summary>Adds to the store what was counted since. What the store does not take is added next time.</summary>
    internal async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var (key, tally) in _tallies)
        {
            var counts = tally.Take();
            if (counts.Count == 0)
            {
                // One of a rollout that ended is not held for ever.
                if (tally.TryClose())
                {
                    _tallies.TryRemove(new(key, tally));
                }

                continue;
            }

            try
            {
                await store.AddCountsAsync(key.Service, key.Epoch, CountKind.Arm, counts, cancellationToken);
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

    /// <summary>Counts under every name that there can be, in one piece of memory.</summary>
    private sealed class Tally
    {
        private static readonly ArmCount[] s_all = [.. ArmCount.All];
        private static readonly Arm[] s_arms = [Arm.Active, Arm.Canary];

        private readonly Lock _gate = new();
        private readonly long[] _counts = new long[s_all.Length];
        private readonly long[] _slow = new long[s_arms.Length];
        private bool _isClosed;

        /// <summary>False once it is closed.</summary>
        internal bool TryAdd(ArmCount what, bool isSlow)
        {
            lock (_gate)
            {
                _counts[what.Place] += _isClosed ? 0 : 1;
                _slow[(int)what.Arm] += !_isClosed && isSlow ? 1 : 0;
                return !_isClosed;
            }
        }

        /// <summary>Takes nothing more from now on, if it holds nothing.</summary>
        internal bool TryClose()
        {
            lock (_gate)
            {
                return _isClosed = Array.TrueForAll(_counts, count => count == 0);
            }
        }

        internal Dictionary<string, long> Take()
        {
            var taken = new Dictionary<string, long>(StringComparer.Ordinal);
            lock (_gate)
            {
                foreach (var what in s_all.Where(what => _counts[what.Place] > 0))
                {
                    taken.Add(what.Name, _counts[what.Place]);
                }

                foreach (var arm in s_arms.Where(arm => _slow[(int)arm] > 0))
                {
                    taken.Add(ArmCount.SlowName(arm), _slow[(int)arm]);
                }

                Array.Clear(_counts);
                Array.Clear(_slow);
            }

            return taken;
        }

        internal void GiveBack(Dictionary<string, long> counts)
        {
            lock (_gate)
            {
                foreach (var what in s_all)
                {
                    _counts[what.Place] += counts.GetValueOrDefault(what.Name);
                }

                foreach (var arm in s_arms)
                {
                    _slow[(int)arm] += counts.GetValueOrDefault(ArmCount.SlowName(arm));
                }
            }
        }
    }
}
