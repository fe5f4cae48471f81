using System.Collections.Concurrent;
using System.Collections.Frozen;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>Every service's rollout, and every revision that can still explain what it decided.</summary>
internal sealed class RolloutTable(RevisionArchive archive, ArtefactCache cache, DecisionMetrics metrics, TimeProvider clock) : IRollouts, ILiveRevisions
{
    private readonly ConcurrentDictionary<RevisionName, IRevision> _revisions = new();
    private volatile FrozenDictionary<string, Rollout>? _rollouts;

    public Rollout? Find(string service) =>
        (_rollouts ?? throw new PolicyNotLiveException("No policy is live yet.")).GetValueOrDefault(service);

    public RevisionName? Of(string service) => _rollouts?.GetValueOrDefault(service)?.Active.Name;

    /// <summary>A revision that was live once and is not loaded any more is loaded again from its archived script.</summary>
    public IRevision? FindRevision(RevisionName name)
    {
        if (_revisions.TryGetValue(name, out var loaded))
        {
            return loaded;
        }

        return archive.Find(name.Digest) is { } source && PolicyCompiler.Load(new PolicyLabel(name.Policy, name.Version), source, cache).Revision is { } revision
            ? _revisions.GetOrAdd(name, _ => new LoadedRevision(revision, metrics, clock))
            : null;
    }

    /// <summary>From now on these answer, all at once.</summary>
    internal void Activate(IEnumerable<Rollout> rollouts)
    {
        var table = rollouts.ToFrozenDictionary(rollout => rollout.Service.Name, StringComparer.Ordinal);
        foreach (var rollout in table.Values)
        {
            _revisions.TryAdd(rollout.Active.Name, rollout.Active);
        }

        _rollouts = table;
    }
}
