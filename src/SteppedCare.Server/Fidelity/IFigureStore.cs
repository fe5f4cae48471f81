namespace SteppedCare.Server.Fidelity;

/// <summary>Keeps what a service's figures add up to, tag by tag and month by month, together with how much of the tag's log is in them.</summary>
internal interface IFigureStore
{
    /// <summary>How much of the tag's log is in its totals by this definition; null where nothing is.</summary>
    /// <exception cref="Trajectories.StoreUnavailableException">The store cannot be reached or cannot answer now.</exception>
    Task<ProjectionStand?> FindStandAsync(FigurePart part, CancellationToken cancellationToken);

    /// <summary>These pages of the tag's totals, those that there are, with their stand; none without one.</summary>
    Task<PartTotals> ReadAsync(FigurePart part, IReadOnlyList<PageName> pages, CancellationToken cancellationToken);

    /// <summary>
    /// Puts these pages in place of what is there and moves the stand, all or nothing; false when somebody else moved it since. What was left of totals whose stand
    /// was lost goes first: where there is none, they begin.
    /// </summary>
    Task<bool> TryAdvanceAsync(FigurePart part, ProjectionStand? from, ProjectionStand to, IReadOnlyList<FigurePage> changed, CancellationToken cancellationToken);

    /// <summary>Removes the stand and every page, unless somebody moved it since: so that totals which cannot be right are begun anew.</summary>
    Task RemoveAsync(FigurePart part, ProjectionStand stand, CancellationToken cancellationToken);

    /// <summary>
    /// Removes the tag's totals by those definitions in whose place this one stands (<see cref="FigureDefinition.Supersedes"/>) that nobody keeps any more: which
    /// lacked something of the log when they were looked at so long ago, and were not moved since.
    /// </summary>
    Task RemoveSupersededAsync(FigurePart part, DateTimeOffset now, TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>How many people of the service have a risk task open whose oldest was raised at these instants or before. As of now, whatever is taken in.</summary>
    Task<IReadOnlyList<long>> CountOpenRiskAsync(string service, IReadOnlyList<DateTimeOffset> until, CancellationToken cancellationToken);
}

/// <summary>How far a tag's log has been taken in.</summary>
/// <param name="Position">The last entry of the log that is in the totals.</param>
/// <param name="AsOf">When that entry was written.</param>
internal sealed record ProjectionStand(string Position, DateTimeOffset AsOf);

/// <summary>Which page of a part's totals: what is counted, in which month.</summary>
internal readonly record struct PageName(SliceFacet Facet, Month Month);

/// <summary>The totals of a month.</summary>
/// <param name="Name">Which.</param>
/// <param name="Bytes">Its slices (<see cref="PageCodec"/>); empty when none is left.</param>
internal readonly record struct FigurePage(PageName Name, ReadOnlyMemory<byte> Bytes);

/// <summary>What was found of a part's totals.</summary>
/// <param name="Stand">How much of the log is in them at least: what was taken in while they were read is in them besides.</param>
/// <param name="IsWhole">The log went no further when the stand was read.</param>
/// <param name="Pages">Those that there are.</param>
internal readonly record struct PartTotals(ProjectionStand? Stand, bool IsWhole, IReadOnlyList<FigurePage> Pages)
{
    /// <summary>Everything recorded up to then is in them: up to now where the log is taken in to its end.</summary>
    internal DateTimeOffset AsOf(DateTimeOffset now) => IsWhole ? now : Stand?.AsOf ?? DateTimeOffset.UnixEpoch;
}
