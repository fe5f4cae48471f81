using System.Collections.Frozen;
using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>What answers for every service, as this replica knows it at one moment: whoever asks takes no lock and allocates nothing.</summary>
internal sealed class RolloutTable(FrozenDictionary<string, ServiceRollouts> services)
{
    internal static RolloutTable Empty { get; } = new(FrozenDictionary<string, ServiceRollouts>.Empty);

    internal IEnumerable<ServiceRollouts> Services => services.Values;

    internal ServiceRollouts? Find(string service) => services.GetValueOrDefault(service);

    internal Rollout? Find(string service, TagEpoch epoch)
    {
        if (services.TryGetValue(service, out var known))
        {
            foreach (var rollout in known.Known)
            {
                if (rollout.Tag.CanBe(epoch))
                {
                    return rollout;
                }
            }
        }

        return null;
    }
}

/// <summary>The rollouts of one service that this replica can answer by.</summary>
/// <param name="Service">The service.</param>
/// <param name="Present">What Evaluate and whatever records without deciding goes by: the latest that every tag reached; null when none can be answered by.</param>
/// <param name="Known">All of them, the latest first.</param>
/// <param name="IsWhole">All that the store may be under are among them.</param>
internal sealed record ServiceRollouts(ServiceProfile Service, Rollout? Present, ImmutableArray<Rollout> Known, bool IsWhole);
