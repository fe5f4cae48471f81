using System.Collections.Concurrent;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>What each part of each rollout answered here and is not yet in the store, where the counts of all replicas come together.</summary>
internal sealed class ArmTallies(IRegistryStore store)
{
    private readonly ConcurrentDictionary<(string Service, long Epoch), Tally> _tallies = new();

    /// <summary>Counts a decision; nothing is allocated once its rollout is known.</summary>
    internal void Count(RecordedDecision decision)
    {
        var (rollout, record) = (decision.Rollout, decision.Assessment.Record);
        var tally = _tallies.GetOrAdd((rollout.Service.Name, rollout.Epoch), static _ => new Tally());
        tally.Add(new ArmCount(decision.Arm, record.Call, record.Outcome));
        if (decision.Assessment.Took > rollout.SlowestHundredth)
        {
            tally.AddSlow(decision.Arm);
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
                // A decision that comes in between finds another one: nothing of it is lost, and this one is not held for ever.
                _tallies.TryRemove(new(key, tally));
                tally.GiveBack(tally.Take());
                continue;
            }

            try
            {
                await store.AddCountsAsync(key.Service, key.Epoch, counts, cancellationToken);
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

        private readonly long[] _counts = new long[s_all.Length];
        private readonly long[] _slow = new long[s_arms.Length];

        internal void Add(ArmCount what) => Interlocked.Increment(ref _counts[what.Place]);

        internal void AddSlow(Arm arm) => Interlocked.Increment(ref _slow[(int)arm]);

        internal Dictionary<string, long> Take()
        {
            var taken = new Dictionary<string, long>(StringComparer.Ordinal);
            foreach (var what in s_all)
            {
                if (Interlocked.Exchange(ref _counts[what.Place], 0) is > 0 and var count)
                {
                    taken.Add(what.Name, count);
                }
            }

            foreach (var arm in s_arms)
            {
                if (Interlocked.Exchange(ref _slow[(int)arm], 0) is > 0 and var count)
                {
                    taken.Add(ArmCount.SlowName(arm), count);
                }
            }

            return taken;
        }

        internal void GiveBack(Dictionary<string, long> counts)
        {
            foreach (var what in s_all)
            {
                Interlocked.Add(ref _counts[what.Place], counts.GetValueOrDefault(what.Name));
            }

            foreach (var arm in s_arms)
            {
                Interlocked.Add(ref _slow[(int)arm], counts.GetValueOrDefault(ArmCount.SlowName(arm)));
            }
        }
    }
}
