using System.Collections.Immutable;

namespace SteppedCare.Server.Registry;

/// <summary>Everything known of policies at one place of the log, folded from its entries. Immutable: whoever holds one sees one moment, whole.</summary>
internal sealed record RegistryState
{
    internal static RegistryState Empty { get; } = new();

    /// <summary>How many entries are in it.</summary>
    internal long Length { get; private init; }

    /// <summary>In the order in which they were published.</summary>
    internal ImmutableList<(string Policy, string Version)> Order { get; private init; } = [];

    private ImmutableDictionary<(string Policy, string Version), RevisionRecord> Revisions { get; init; } =
        ImmutableDictionary<(string Policy, string Version), RevisionRecord>.Empty;

    private ImmutableDictionary<string, InvariantsPublished> Invariants { get; init; } = ImmutableDictionary.Create<string, InvariantsPublished>(StringComparer.Ordinal);

    // Oldest first.
    private ImmutableDictionary<string, ImmutableList<RolloutRecord>> Rollouts { get; init; } =
        ImmutableDictionary.Create<string, ImmutableList<RolloutRecord>>(StringComparer.Ordinal);

    private ImmutableDictionary<string, RequestedChange> Requests { get; init; } = ImmutableDictionary.Create<string, RequestedChange>(StringComparer.Ordinal);

    internal RevisionRecord? Find(string policy, string version) => Revisions.GetValueOrDefault((policy, version));

    internal RevisionRecord? Find(RevisionName name) => Find(name.Policy, name.Version) is { } found && found.Name == name ? found : null;

    /// <summary>The invariants of a policy now; null when it has none.</summary>
    internal InvariantsPublished? InvariantsOf(string policy) => Invariants.GetValueOrDefault(policy);

    /// <summary>The latest rollout of a service, reached or not; null when it has none.</summary>
    internal RolloutRecord? RolloutOf(string service) => Rollouts.TryGetValue(service, out var rollouts) ? rollouts[^1] : null;

    /// <summary>The rollout of that epoch; null when there is none.</summary>
    internal RolloutRecord? RolloutOf(string service, long epoch) =>
        Rollouts.TryGetValue(service, out var rollouts) ? rollouts.FindLast(rollout => rollout.Epoch == epoch) : null;

    /// <summary>The rollouts of a service, newest first.</summary>
    internal IEnumerable<RolloutRecord> RolloutsOf(string service) => Rollouts.TryGetValue(service, out var rollouts) ? rollouts.Reverse() : [];

    /// <summary>The rollouts of a service that may answer now: the latest, and those before it until one that every tag reached.</summary>
    internal IEnumerable<RolloutRecord> AnsweringOf(string service)
    {
        foreach (var rollout in RolloutsOf(service))
        {
            yield return rollout;
            if (rollout.IsReached)
            {
                yield break;
            }
        }
    }

    /// <summary>What going back from the latest rollout of a service brings back; null when there is nothing. What was taken back is passed over.</summary>
    internal RolloutRecord? BeforeOf(string service)
    {
        var standing = new Stack<RolloutRecord>();
        foreach (var rollout in Rollouts.GetValueOrDefault(service, []))
        {
            if (rollout.Changed.Change is RolloutChange.RolledBack or RolloutChange.Guarded)
            {
                standing.TryPop(out _);
            }
            else
            {
                standing.Push(rollout);
            }
        }

        return standing.TryPop(out _) && standing.TryPeek(out var before) ? before : null;
    }

    /// <summary>The services that have a rollout.</summary>
    internal IEnumerable<string> Services => Rollouts.Keys.Order(StringComparer.Ordinal);

    internal RequestedChange? FindRequest(string id) => Requests.GetValueOrDefault(id);

    /// <summary>
    /// This moment and one more entry. Every log can be folded: where an entry that this release could not read left a hole, what refers to it changes nothing.
    /// </summary>
    internal RegistryState After(RegistryEntry entry)
    {
        var next = entry switch
        {
            RevisionPublished { Revision: var (policy, version, _) } published when Find(policy, version) is null => this with
            {
                Order = Order.Add((policy, version)),
                Revisions = Revisions.Add((policy, version), new RevisionRecord(published, [], null)),
            },
            RevisionApproved approved => Change(approved.Revision, record => record with { Approvals = record.Approvals.Add(approved) }),
            RevisionRetired retired => Change(retired.Revision, record => record with { Retired = retired }),
            InvariantsPublished invariants => this with { Invariants = Invariants.SetItem(invariants.Policy, invariants) },
            RolloutChanged changed => this with
            {
                Rollouts = Rollouts.SetItems(changed.Epochs.Where(service => changed.Plans.ContainsKey(service.Key)).Select(service => KeyValuePair.Create(
                    service.Key,
                    Rollouts.GetValueOrDefault(service.Key, []).Add(new RolloutRecord(service.Key, service.Value, changed.Plans[service.Key], changed, IsReached: false))))),
            },
            RolloutReached reached when Rollouts.TryGetValue(reached.Service, out var rollouts) =>
                this with { Rollouts = Rollouts.SetItem(reached.Service, Reached(rollouts, reached.Epoch)) },
            _ => this,
        };
        return next with
        {
            Length = Length + 1,
            Requests = entry.Request is { } request ? Requests.SetItem(request.Id, new RequestedChange(request.Hash, entry, Length)) : Requests,
        };
    }

    private RegistryState Change(RevisionName name, Func<RevisionRecord, RevisionRecord> change) =>
        Find(name) is { } record ? this with { Revisions = Revisions.SetItem((name.Policy, name.Version), change(record)) } : this;

    private static ImmutableList<RolloutRecord> Reached(ImmutableList<RolloutRecord> rollouts, long epoch)
    {
        var place = rollouts.FindLastIndex(rollout => rollout.Epoch == epoch);
        return place < 0 ? rollouts : rollouts.SetItem(place, rollouts[place] with { IsReached = true });
    }
}
