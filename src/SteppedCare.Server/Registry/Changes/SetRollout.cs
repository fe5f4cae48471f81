using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>Changes which revisions answer some services.</summary>
internal sealed record SetRollout
{
    /// <summary>The most shadows that one rollout can have.</summary>
    internal const int MostShadows = 3;

    /// <summary>The whole of a share, in hundredths of a per cent.</summary>
    internal const int WholeShare = 10_000;

    internal static readonly TimeSpan LongestAhead = TimeSpan.FromDays(31);

    public required string Policy { get; init; }

    /// <summary>The services, each with the epoch that the caller saw; 0 where there was none.</summary>
    public required ImmutableArray<SeenEpoch> Seen { get; init; }

    public required string ActiveVersion { get; init; }

    /// <summary>Null for none.</summary>
    public required string? CanaryVersion { get; init; }

    /// <summary>In hundredths of a per cent.</summary>
    public required int CanaryShare { get; init; }

    public required ImmutableArray<string> ShadowVersions { get; init; }

    public required GuardBounds? Guard { get; init; }

    public required DateTimeOffset? NotBefore { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    /// <summary>The services that this server answers for.</summary>
    public required IReadOnlySet<string> Services { get; init; }

    /// <summary>The steps on which open episodes of these services stand, as far as the active revision's or the canary's ladder may lack them.</summary>
    public required IReadOnlySet<Step> Occupied { get; init; }

    /// <summary>The ladders of the active revision and the canary, by version.</summary>
    public required IReadOnlyDictionary<string, IReadOnlySet<Step>> Ladders { get; init; }

    /// <summary>The highest epoch that the store has a part of a service's episodes under, where that was asked: a number that was used is never used again.</summary>
    public IReadOnlyDictionary<string, long> Tags { get; init; } = ImmutableDictionary<string, long>.Empty;

    internal Result<RegistryDraft> Decide(RegistryState state, DateTimeOffset now)
    {
        if (Violations(now) is { IsEmpty: false } violations)
        {
            return RegistryRefusals.Invalid(violations);
        }

        if (!Seen.All(seen => Services.Contains(seen.Service)))
        {
            return Refusals.UnknownService;
        }

        if (!state.Order.Any(label => label.Policy == Policy))
        {
            return RegistryRefusals.UnknownPolicy;
        }

        if (state.Find(Policy, ActiveVersion) is not { } active || !TryFind(state, CanaryVersion is null ? [] : [CanaryVersion], out var canary)
            || !TryFind(state, ShadowVersions, out var shadows))
        {
            return RegistryRefusals.UnknownRevision;
        }

        var plan = new RolloutPlan(active.Name, canary.FirstOrDefault()?.Name, CanaryShare, [.. shadows.Select(shadow => shadow.Name)], Guard);
        return RefusalOf(state, plan, [active, .. canary, .. shadows], now) is { } refusal
            ? refusal
            : RegistryDraft.Of(new RolloutChanged
            {
                At = now,
                By = By,
                Change = RolloutChange.Set,
                Epochs = Seen.ToImmutableSortedDictionary(seen => seen.Service, seen => Math.Max(seen.Epoch, Tags.GetValueOrDefault(seen.Service)) + 1, StringComparer.Ordinal),
                Plans = Seen.ToImmutableSortedDictionary(seen => seen.Service, _ => plan, StringComparer.Ordinal),
                NotBefore = NotBefore,
                Reason = Reason,
            });
    }

    private Refusal? RefusalOf(RegistryState state, RolloutPlan plan, ImmutableArray<RevisionRecord> revisions, DateTimeOffset now)
    {
        if (Seen.Any(seen => (state.RolloutOf(seen.Service)?.Epoch ?? 0) != seen.Epoch))
        {
            return RegistryRefusals.RolloutMoved;
        }

        if (revisions.Any(revision => revision.Retired is not null))
        {
            return RegistryRefusals.RevisionRetired;
        }

        // What has as much of a part already may go on: other invariants never withdraw it, and who stands on a step it lacks came to stand there under it.
        ImmutableArray<RolloutPlan?> present = [.. Seen.SelectMany(seen => PresentOf(state, seen.Service, now))];
        var coming = revisions.Where(revision => !present.All(before => before is not null && PartOf(revision.Name, plan) <= PartOf(revision.Name, before))).ToImmutableArray();
        var invariants = state.InvariantsOf(Policy)?.Digest;
        if (!coming.All(revision => IsVouchedFor(revision, invariants)))
        {
            return RegistryRefusals.RevisionNotApproved;
        }

        // Where one leaves, those who stand on a step of its own are left to the others, which may lack it.
        var isLeft = present.OfType<RolloutPlan>().SelectMany(before => before.Answering).Any(revision => !plan.Answering.Contains(revision));
        return plan.Answering.Any(revision => (isLeft || coming.Any(record => record.Name == revision)) && !Occupied.IsSubsetOf(Ladders[revision.Version]))
            ? RegistryRefusals.StepOccupied
            : null;
    }

    // What answers somebody now. What waits for its time does not, and vouches for nothing.
    private static IEnumerable<RolloutPlan?> PresentOf(RegistryState state, string service, DateTimeOffset now) =>
        state.LineOf(service).AnsweringAt(now).Select(rollout => rollout.Plan).DefaultIfEmpty<RolloutPlan?>(null);

    /// <summary>How much a revision has to say in a plan: all, a share, nothing but as a shadow, nothing at all.</summary>
    private static int PartOf(RevisionName revision, RolloutPlan plan) =>
        plan.Active == revision ? WholeShare + 2
        : plan.Canary == revision ? plan.CanaryShare + 1
        : plan.Shadows.Contains(revision) ? 0 : -1;

    private static bool IsVouchedFor(RevisionRecord revision, string? invariants) => revision.Approvals.Any(approval => approval.InvariantsDigest == invariants);

    private bool TryFind(RegistryState state, ImmutableArray<string> versions, out ImmutableArray<RevisionRecord> found)
    {
        found = [.. versions.Select(version => state.Find(Policy, version)).OfType<RevisionRecord>()];
        return found.Length == versions.Length;
    }

    private ImmutableArray<FieldViolation> Violations(DateTimeOffset now)
    {
        var violations = ImmutableArray.CreateBuilder<FieldViolation>();
        if (Seen.IsEmpty)
        {
            violations.Add(new FieldViolation("seen", "must name at least one service"));
        }

        if (Seen.DistinctBy(seen => seen.Service, StringComparer.Ordinal).Count() != Seen.Length)
        {
            violations.Add(new FieldViolation("seen", "must name each service once"));
        }

        if (CanaryShare is < 0 or > WholeShare)
        {
            violations.Add(new FieldViolation("canary_percent", "must be from 0 to 100"));
        }

        if (CanaryVersion is null && CanaryShare != 0)
        {
            violations.Add(new FieldViolation("canary_version", "is required with a share"));
        }

        if (CanaryVersion == ActiveVersion)
        {
            violations.Add(new FieldViolation("canary_version", "must not be the active version"));
        }

        if (ShadowVersions.Length > MostShadows)
        {
            violations.Add(new FieldViolation("shadow_versions", "must be three at most"));
        }

        if (ShadowVersions.Contains(ActiveVersion, StringComparer.Ordinal) || ShadowVersions.Distinct(StringComparer.Ordinal).Count() != ShadowVersions.Length)
        {
            violations.Add(new FieldViolation("shadow_versions", "must differ from each other and from the active version"));
        }

        if (NotBefore > now + LongestAhead)
        {
            violations.Add(new FieldViolation("not_before", "must be at most 31 days ahead of the store's clock"));
        }

        return violations.DrainToImmutable();
    }
}

/// <summary>The epoch of a service's rollout as somebody saw it.</summary>
internal readonly record struct SeenEpoch(string Service, long Epoch);
