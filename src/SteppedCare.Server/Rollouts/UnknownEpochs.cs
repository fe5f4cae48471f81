using System.Collections.Concurrent;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// The services of which episodes were found under a rollout that the registry does not know. This replica cannot answer for them, and is not ready, until the
/// registry knows it or no part of the service is under one any more: a call that is not made proves nothing.
/// </summary>
internal sealed class UnknownEpochs(TagEpochs tags)
{
    private readonly ConcurrentDictionary<string, TagEpoch> _found = new(StringComparer.Ordinal);

    internal bool Has(string service) => _found.ContainsKey(service);

    internal void Found(string service, TagEpoch epoch) => _found[service] = epoch;

    /// <summary>Forgets what the registry knows by now.</summary>
    internal void Compare(RegistryState state)
    {
        foreach (var (service, epoch) in _found)
        {
            if (state.RolloutOf(service, epoch) is not null)
            {
                _found.TryRemove(new(service, epoch));
            }
        }
    }

    /// <summary>Looks at the store again, and forgets what has been put right there: a part that does not answer says nothing of that.</summary>
    internal async Task LookAgainAsync(RegistryState state, CancellationToken cancellationToken)
    {
        foreach (var (service, epoch) in _found)
        {
            if ((await tags.ReadAsync(service, cancellationToken)).All(found => found is { } known && (known.Number == 0 || state.RolloutOf(service, known) is not null)))
            {
                _found.TryRemove(new(service, epoch));
            }
        }
    }
}
