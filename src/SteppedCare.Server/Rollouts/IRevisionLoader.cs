namespace SteppedCare.Server.Rollouts;

/// <summary>Makes a published revision ready to be asked.</summary>
internal interface IRevisionLoader
{
    /// <summary>One that is to answer people.</summary>
    Task<RevisionLoad> LoadAsync(RevisionName name, CancellationToken cancellationToken);

    /// <summary>One that is only to explain what it once decided.</summary>
    Task<RevisionLoad> LoadToExplainAsync(RevisionName name, CancellationToken cancellationToken);
}

/// <summary>A revision ready to be asked, or why there is none.</summary>
internal sealed record RevisionLoad(LoadedRevision? Revision, string? Fault);
