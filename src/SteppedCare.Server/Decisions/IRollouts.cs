using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>Every service's rollouts, and every revision that can still explain what it decided.</summary>
internal interface IRollouts
{
    /// <summary>The service's present rollout; null when there is no such service.</summary>
    /// <exception cref="PolicyNotLiveException">The service's policy is not live yet.</exception>
    Rollout? Find(string service);

    /// <summary>The rollout of that epoch, if this replica has it at hand.</summary>
    Rollout? Find(string service, TagEpoch epoch);

    /// <summary>The rollout of an epoch that the store is under and this replica does not know yet: reads what changed and loads what it names.</summary>
    /// <exception cref="PolicyNotLiveException">A revision of it cannot be loaded here.</exception>
    /// <exception cref="StoreUnavailableException">The store knows no such epoch, or does not answer.</exception>
    Task<Rollout> LoadAsync(string service, TagEpoch epoch, CancellationToken cancellationToken);

    /// <summary>The revision of that name; null when this process does not hold it now.</summary>
    IRevision? FindRevision(RevisionName name);

    /// <summary>The same, loaded for a while where it is out of use; null when nobody holds its files any more.</summary>
    ValueTask<IRevision?> LoadRevisionAsync(RevisionName name, CancellationToken cancellationToken);
}
