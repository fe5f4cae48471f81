namespace SteppedCare.LoadTests.Day;

/// <summary>A store, read past the service that writes it.</summary>
internal interface IStoredEpisodes
{
    /// <summary>Where it is, in words.</summary>
    string Place { get; }

    /// <summary>Counts every episode of a service whose pseudonym begins so.</summary>
    Task<StoreCount> CountAsync(string service, string prefix);
}

/// <summary>What a store holds.</summary>
/// <param name="Episodes">Of each episode, by its trajectory.</param>
/// <param name="Logged">Writes of these episodes that stand in the log.</param>
internal sealed record StoreCount(IReadOnlyDictionary<string, EpisodeCount> Episodes, int Logged);
