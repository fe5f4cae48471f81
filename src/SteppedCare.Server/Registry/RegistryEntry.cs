using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace SteppedCare.Server.Registry;

/// <summary>
/// One change of policies, as the store keeps it for good: appended, never altered. All that is known of revisions and rollouts is folded from these, so that
/// a change happens whole or not at all and the history is the state.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RevisionPublished), "revision-published")]
[JsonDerivedType(typeof(InvariantsPublished), "invariants-published")]
[JsonDerivedType(typeof(RevisionApproved), "revision-approved")]
[JsonDerivedType(typeof(RevisionRetired), "revision-retired")]
[JsonDerivedType(typeof(RolloutChanged), "rollout-changed")]
[JsonDerivedType(typeof(RolloutReached), "rollout-reached")]
internal abstract record RegistryEntry
{
    /// <summary>When, by the store's clock; set as it is appended.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who: a person, "service" for what the server does at its first start, or "guard".</summary>
    public required string By { get; init; }

    /// <summary>The request that asked for it and the hash of that request as sent; null for what nobody asked for.</summary>
    public RegistryRequest? Request { get; init; }
}

/// <summary>Under which id a change was asked for; the same id with another hash is refused.</summary>
internal sealed record RegistryRequest(string Id, string Hash);

/// <summary>A revision is kept for good. Its files and its gate report are blobs under their SHA-256.</summary>
internal sealed record RevisionPublished : RegistryEntry
{
    public required RevisionName Revision { get; init; }

    public required int LanguageVersion { get; init; }

    /// <summary>SHA-256 of each file by name (policy.csx, cases.yaml, README.md).</summary>
    public required ImmutableSortedDictionary<string, string> Files { get; init; }

    /// <summary>The invariants it was proven against; null when the policy had none.</summary>
    public required string? InvariantsDigest { get; init; }

    public required string ReportDigest { get; init; }

    public required string Notes { get; init; }
}

/// <summary>The invariants of a policy from now on, and which of its revisions in a rollout break them.</summary>
internal sealed record InvariantsPublished : RegistryEntry
{
    public required string Policy { get; init; }

    /// <summary>SHA-256 of the script and the language version, as of a policy.</summary>
    public required string Digest { get; init; }

    /// <summary>The blob that holds the text.</summary>
    public required string File { get; init; }

    public required ImmutableArray<RevisionName> BrokenBy { get; init; }

    public required string Notes { get; init; }
}

/// <summary>A second person's word.</summary>
internal sealed record RevisionApproved : RegistryEntry
{
    public required RevisionName Revision { get; init; }

    public required string? InvariantsDigest { get; init; }

    public required string ReportDigest { get; init; }

    public required string Notes { get; init; }
}

/// <summary>It answers nobody any more. Its files stay: what it decided can be explained.</summary>
internal sealed record RevisionRetired : RegistryEntry
{
    public required RevisionName Revision { get; init; }

    public required string Reason { get; init; }
}

/// <summary>Which revisions are to answer some services, each from its next epoch on.</summary>
internal sealed record RolloutChanged : RegistryEntry
{
    public required RolloutChange Change { get; init; }

    /// <summary>The services with the epoch that this is.</summary>
    public required ImmutableSortedDictionary<string, long> Epochs { get; init; }

    /// <summary>What is to answer each of them: the same for all where a person set it, each its own where it was taken back.</summary>
    public required ImmutableSortedDictionary<string, RolloutPlan> Plans { get; init; }

    /// <summary>By the store's clock; null for at once.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    public required string Reason { get; init; }

    /// <summary>
    /// By service: the epoch in whose place this stands, of what was taken back, so that going back again goes further back, and of what was numbered anew.
    /// Null of what a person set.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, long>? BackTo { get; init; }

    /// <summary>Of its bytes in the log, as every replica reads them: what stands beside its number in the tags. 0 before it is there.</summary>
    [JsonIgnore]
    public long Mark { get; init; }
}

/// <summary>Every tag of the service is under that epoch.</summary>
internal sealed record RolloutReached : RegistryEntry
{
    public required string Service { get; init; }

    public required long Epoch { get; init; }
}

/// <summary>Why a rollout changed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RolloutChange>))]
internal enum RolloutChange
{
    First = 1,
    Set = 2,
    RolledBack = 3,
    Guarded = 4,
}

/// <summary>What answers a service's episodes.</summary>
/// <param name="Active">The revision that answers.</param>
/// <param name="Canary">The revision that answers a share of the episodes; null when none does.</param>
/// <param name="CanaryShare">That share in hundredths of a per cent, 0 to 10,000.</param>
/// <param name="Shadows">Asked, never answering.</param>
/// <param name="Guard">What takes it back by itself; null when nothing does.</param>
internal sealed record RolloutPlan(RevisionName Active, RevisionName? Canary, int CanaryShare, ImmutableArray<RevisionName> Shadows, GuardBounds? Guard)
{
    /// <summary>All of them.</summary>
    [JsonIgnore]
    public IEnumerable<RevisionName> Revisions => [.. Answering, .. Shadows];

    /// <summary>Those that answer somebody.</summary>
    [JsonIgnore]
    public ImmutableArray<RevisionName> Answering => Canary is null ? [Active] : [Active, Canary];
}

/// <summary>Bounds of a change; null is not watched.</summary>
/// <param name="Window">How far back the guard looks.</param>
/// <param name="LeastDecisions">It says nothing on fewer.</param>
/// <param name="MostFaults">INDETERMINATE answers, per cent of decisions.</param>
/// <param name="SlowestHundredth">One hundredth of evaluations or more is slower.</param>
/// <param name="MostMixShift">Half the sum of the differences of all outcomes' shares from before the change, in percentage points.</param>
internal sealed record GuardBounds(TimeSpan Window, int LeastDecisions, double? MostFaults, TimeSpan? SlowestHundredth, double? MostMixShift);
