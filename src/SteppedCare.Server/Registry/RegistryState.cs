using System.Collections.Immutable;
using SteppedCare.Server.Trajectories;

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

    private ImmutableDictionary<string, RolloutLine> Lines { get; init; } = ImmutableDictionary.Create<string, RolloutLine>(StringComparer.Ordinal);

    private ImmutableDictionary<string, RequestedChange> Requests { get; init; } = ImmutableDictionary.Create<string, RequestedChange>(StringComparer.Ordinal);

    internal RevisionRecord? Find(string policy, string version) => Revisions.GetValueOrDefault((policy, version));

    internal RevisionRecord? Find(RevisionName name) => Find(name.Policy, name.Version) is { } found && found.Name == name ? found : null;

    /// <summary>The invariants of a policy now; null when it has none.</summary>
    internal InvariantsPublished? InvariantsOf(string policy) => Invariants.GetValueOrDefault(policy);

    /// <summary>An entry was appended that this release cannot read: whoever changes something here does not know what they change.</summary>
    internal bool HasUnread { get; private init; }

    /// <summary>The services that have a rollout.</summary>
    internal IEnumerable<string> Services => Lines.Keys.Order(StringComparer.Ordinal);

    /// <summary>The rollouts of a service, and what they mean.</summary>
    internal RolloutLine LineOf(string service) => Lines.GetValueOrDefault(service, RolloutLine.Empty);

    /// <summary>The latest rollout of a service, reached or not; null when it has none.</summary>
    internal RolloutRecord? RolloutOf(string service) => LineOf(service).Latest;

    /// <summary>The rollout of that epoch; null when there is none.</summary>
    internal RolloutRecord? RolloutOf(string service, long epoch) => LineOf(service).Find(epoch);

    /// <summary>The rollout that a tag of the service stands under; null when it is none that is known.</summary>
    internal RolloutRecord? RolloutOf(string service, TagEpoch epoch) => LineOf(service).Find(epoch);

    /// <summary>The rollouts of a service, newest first.</summary>
    internal IEnumerable<RolloutRecord> RolloutsOf(string service) => LineOf(service).NewestFirst();

    /// <inheritdoc cref="RolloutLine.Answering"/>
    internal IEnumerable<RolloutRecord> AnsweringOf(string service) => LineOf(service).Answering();

    /// <summary>What going back from the latest rollout of a service brings back; null when there is nothing.</summary>
    internal RolloutRecord? BeforeOf(string service) => RolloutOf(service) is { } latest ? BeforeOf(latest) : null;

    /// <summary>
    /// What going back from a rollout brings back: what answered before it and was not taken back since. What has a retired revision to answer is passed over,
    /// and so is what has the culprit, where one is known.
    /// </summary>
    internal RolloutRecord? BeforeOf(RolloutRecord rollout, RevisionName? culprit = null) => LineOf(rollout.Service).Below(rollout)
        .FirstOrDefault(before => before.Plan.Answering.All(revision => revision != culprit && Find(revision) is { Retired: null }));

    /// <summary>The rollouts of a service that the guard holds against their bounds: those that answer somebody now, as a person set them.</summary>
    internal IEnumerable<RolloutRecord> WatchedOf(string service, DateTimeOffset storeNow) =>
        LineOf(service).AnsweringAt(storeNow).Where(rollout => rollout is { Plan.Guard: not null, Changed.Change: RolloutChange.Set });

    /// <summary>What can be brought back for a service at any moment, by a person or by the guard: held by every replica, so that going back waits for nothing.</summary>
    internal IEnumerable<RolloutRecord> ReturnsOf(string service) => AnsweringOf(service)
        .SelectMany(rollout => rollout.Plan.Guard is null ? [BeforeOf(rollout)] : rollout.Plan.Answering.Select(culprit => BeforeOf(rollout, culprit)).Prepend(BeforeOf(rollout)))
        .OfType<RolloutRecord>()
        .DistinctBy(rollout => rollout.Epoch);

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
                Lines = Lines.SetItems(changed.Epochs.Where(service => changed.Plans.ContainsKey(service.Key)).Select(service => KeyValuePair.Create(
                    service.Key,
                    LineOf(service.Key).With(new RolloutRecord(service.Key, service.Value, changed.Plans[service.Key], changed, IsReached: false))))),
            },
            RolloutReached reached when Lines.TryGetValue(reached.Service, out var line) => this with { Lines = Lines.SetItem(reached.Service, line.Reached(reached.Epoch)) },
            UnreadEntry => this with { HasUnread = true },
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
}
