using System.Collections.Frozen;
using System.Collections.Immutable;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>On which steps open episodes stand that a change would take from under them.</summary>
internal sealed class OccupiedSteps(ITrajectoryIndex index, IPolicyRegistry registry, RolloutKeeper keeper)
{
    /// <summary>Reads episodes only where a ladder lost a step that the present one has; otherwise nobody can stand on a lost one.</summary>
    /// <param name="services">The services that change.</param>
    /// <param name="ladders">The ladders of what is to answer.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<IReadOnlySet<Step>> ReadAsync(IEnumerable<string> services, IReadOnlyCollection<IReadOnlySet<Step>> ladders, CancellationToken cancellationToken)
    {
        var occupied = new HashSet<Step>();
        foreach (var service in services)
        {
            var lost = (await PresentAsync(service, cancellationToken)).Where(step => ladders.Any(ladder => !ladder.Contains(step))).Except(occupied).ToFrozenSet();
            if (lost.Count > 0)
            {
                occupied.UnionWith(await ReadAsync(service, lost, cancellationToken));
            }
        }

        return occupied;
    }

    private async Task<ImmutableArray<Step>> PresentAsync(string service, CancellationToken cancellationToken) =>
        registry.State.RolloutOf(service)?.Plan.Active is { } active && await keeper.LoadRevisionAsync(active, cancellationToken) is LoadedRevision present ? present.Ladder : [];

    private async Task<HashSet<Step>> ReadAsync(string service, FrozenSet<Step> steps, CancellationToken cancellationToken)
    {
        var found = new HashSet<Step>();
        await foreach (var episode in index.ScanAsync(service, cancellationToken))
        {
            var history = EpisodeHistory.Of(TrajectoryCodec.Decode(episode.Trajectory.Span), TimeZoneInfo.Utc);
            if (history is { Ended: null, StepStarts: [.., { Content: StepStarted { Step: var step } }] } && steps.Contains(step) && found.Add(step) && found.Count == steps.Count)
            {
                break;
            }
        }

        return found;
    }
}
