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

    /// <summary>The services that have a rollout.</summary>
    internal IEnumerable<string> Services => Rollouts.Keys.Order(StringComparer.Ordinal);

    internal RequestedChange? FindRequest(string id) => Requests.GetValueOrDefault(id);

    /// <summary>This moment and one more entry.</summary>
    internal RegistryState After(RegistryEntry entry)
    {
        var next = entry switch
        {
            RevisionPublished published => this with
            {
                Order = Order.Add((published.Revision.Policy, published.Revision.Version)),
                Revisions = Revisions.Add((published.Revision.Policy, published.Revision.Version), new RevisionRecord(published, [], null)),
            },
            RevisionApproved approved => Change(approved.Revision, record => record with { Approvals = record.Approvals.Add(approved) }),
            RevisionRetired retired => Change(retired.Revision, record => record with { Retired = retired }),
            InvariantsPublished invariants => this with { Invariants = Invariants.SetItem(invariants.Policy, invariants) },
            RolloutChanged changed => this with
            {
                Rollouts = Rollouts.SetItems(changed.Epochs.Select(service => KeyValuePair.Create(
                    service.Key,
                    Rollouts.GetValueOrDefault(service.Key, []).Add(new RolloutRecord(service.Key, service.Value, changed.Plans[service.Key], changed, IsReached: false))))),
            },
            RolloutReached reached => this with { Rollouts = Rollouts.SetItem(reached.Service, Reached(Rollouts[reached.Service], reached.Epoch)) },
            _ => this,
        };
        return next with
        {
            Length = Length + 1,
            Requests = entry.Request is { } request ? Requests.SetItem(request.Id, new RequestedChange(request.Hash, entry, Length)) : Requests,
        };
    }

    private RegistryState Change(RevisionName name, Func<RevisionRecord, RevisionRecord> change) =>
        this with { Revisions = Revisions.SetItem((name.Policy, name.Version), change(Revisions[(name.Policy, name.Version)])) };

    private static ImmutableList<RolloutRecord> Reached(ImmutableList<RolloutRecord> rollouts, long epoch)
    {
        var place = rollouts.FindLastIndex(rollout => rollout.Epoch == epoch);
        return place < 0 ? rollouts : rollouts.SetItem(place, rollouts[place] with { IsReached = true });
    }
}
