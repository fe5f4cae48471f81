using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Registry;

/// <summary>The registry as the rest of the server uses it: what is known here, what is new in the store, and one way to change it.</summary>
internal interface IPolicyRegistry
{
    /// <summary>What this replica knows now; never waits.</summary>
    RegistryState State { get; }

    /// <summary>Raised after <see cref="State"/> moved, on whatever thread moved it; handlers return at once.</summary>
    event Action<RegistryState>? Moved;

    /// <summary>Takes in what was appended until now. Who asks at the same time shares one look that began after all of them asked.</summary>
    Task<RegistryState> RefreshAsync(CancellationToken cancellationToken);

    /// <summary>The store's clock, as of a moment ago.</summary>
    DateTimeOffset StoreNow { get; }

    /// <summary>
    /// Changes the registry: <paramref name="decide"/> says what to append given what is there, and is asked again whenever somebody else appended first. A
    /// request that was carried out before is answered with what it did then; its id with another hash is refused.
    /// </summary>
    Task<Result<RegistryChange>> ChangeAsync(
        RegistryRequest? request, Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide, CancellationToken cancellationToken);

    /// <summary>The files of a published revision, verified against their digests, and the policy's present invariants; null when the store does not hold them.</summary>
    Task<PolicyBundle?> LoadBundleAsync(RevisionName name, CancellationToken cancellationToken);

    /// <summary>A blob, verified; null when the store does not hold it.</summary>
    Task<ReadOnlyMemory<byte>?> LoadBlobAsync(string digest, CancellationToken cancellationToken);
}

/// <summary>What is to be appended.</summary>
/// <param name="Entry">The entry; when and for whom is filled in as it is appended.</param>
/// <param name="Blobs">What it names by digest.</param>
internal sealed record RegistryDraft(RegistryEntry Entry, ImmutableArray<RegistryBlob> Blobs)
{
    /// <summary>It is so already, by this entry: nothing is appended.</summary>
    internal bool IsThere { get; private init; }

    internal static RegistryDraft Of(RegistryEntry entry) => new(entry, []);

    internal static RegistryDraft There(RegistryEntry entry) => new(entry, []) { IsThere = true };
}

/// <summary>What became of a change.</summary>
/// <param name="Entry">The entry as it stands in the log.</param>
/// <param name="State">The registry right after it, or later.</param>
/// <param name="IsRepetition">It was so before; nothing was written now.</param>
internal sealed record RegistryChange(RegistryEntry Entry, RegistryState State, bool IsRepetition);
