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

    /// <summary>Takes in what was appended since.</summary>
    Task<RegistryState> RefreshAsync(CancellationToken cancellationToken);

    /// <summary>The store's clock, as of a moment ago.</summary>
    DateTimeOffset StoreNow { get; }

    /// <summary>
    /// Changes the registry: <paramref name="decide"/> says what to append given what is there, and is asked again whenever somebody else appended first. A
    /// request that was carried out before is answered with what it did then; its id with another hash is refused.
    /// </summary>
    Task<Result<RegistryChange>> ChangeAsync(
        RegistryRequest? request, Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide, CancellationToken cancellationToken);

    /// <summary>The files of a published revision, verified against their digests; null when the store does not hold them.</summary>
    Task<PolicyBundle?> LoadBundleAsync(RevisionName name, CancellationToken cancellationToken);

    /// <summary>A blob, verified; null when the store does not hold it.</summary>
    Task<ReadOnlyMemory<byte>?> LoadBlobAsync(string digest, CancellationToken cancellationToken);
}

/// <summary>What is to be appended.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Blobs">What it names by digest.</param>
internal sealed record RegistryDraft(RegistryEntry Entry, IReadOnlyList<RegistryBlob> Blobs);

/// <summary>What became of a change.</summary>
/// <param name="Entry">The entry as it stands in the log.</param>
/// <param name="State">The registry right after it.</param>
/// <param name="IsRepetition">It was carried out before.</param>
internal sealed record RegistryChange(RegistryEntry Entry, RegistryState State, bool IsRepetition);
