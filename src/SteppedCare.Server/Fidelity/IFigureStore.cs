using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Fidelity;

/// <summary>Keeps what a service's figures add up to, tag by tag and month by month, together with how much of the tag's log is in them.</summary>
internal interface IFigureStore
{
    /// <summary>How much of the tag's log is in its totals; null where nothing is.</summary>
    /// <exception cref="StoreUnavailableException">The store cannot be reached or cannot answer now.</exception>
    Task<ProjectionStand?> FindStandAsync(EpisodeTag tag, CancellationToken cancellationToken);

    /// <summary>The tag's totals of these months. Each month is one moment of the store.</summary>
    Task<IReadOnlyList<KeptFigures>> ReadAsync(EpisodeTag tag, IReadOnlyList<Month> months, CancellationToken cancellationToken);

    /// <summary>Puts these totals in place of what is there and moves the stand, all or nothing; false when somebody else moved it since.</summary>
    Task<bool> TryAdvanceAsync(EpisodeTag tag, ProjectionStand? from, ProjectionStand to, IReadOnlyList<KeptFigures> changed, CancellationToken cancellationToken);
}

/// <summary>How far a tag's log has been taken in.</summary>
/// <param name="Position">The last entry of the log that is in the totals.</param>
/// <param name="AsOf">When that entry was written.</param>
internal sealed record ProjectionStand(string Position, DateTimeOffset AsOf);

/// <summary>The totals of one slice.</summary>
/// <param name="Month">The month.</param>
/// <param name="Slice">The slice's name within it (<see cref="SliceCodec"/>).</param>
/// <param name="Counts">The figures (<see cref="CountsCodec"/>); empty when none is left.</param>
internal readonly record struct KeptFigures(Month Month, string Slice, ReadOnlyMemory<byte> Counts);
