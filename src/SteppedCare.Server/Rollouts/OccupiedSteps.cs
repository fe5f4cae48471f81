using System.Collections.Frozen;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>On which steps open episodes stand that a change would take from under them.</summary>
internal sealed class OccupiedSteps(ITrajectoryIndex index, RolloutKeeper keeper)
{
    /// <summary>
    /// Reads episodes only where a ladder lost a step that one which answers has; otherwise nobody can stand on a lost one. Who comes to stand on one between
    /// this and the change is not seen.
    /// </summary>
    /// <param name="state">The registry that the change is decided on.</param>
    /// <param name="services">The services that change.</param>
    /// <param name="ladders">The ladders of what is to answer.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<IReadOnlySet<Step>> ReadAsync(RegistryState state, IEnumerable<string> services, IReadOnlyCollection<IReadOnlySet<Step>> ladders, CancellationToken cancellationToken)
    {
        var occupied = new HashSet<Step>();
        foreach (var service in services)
        {
            var lost = (await PresentAsync(state, service, cancellationToken)).Where(step => ladders.Any(ladder => !ladder.Contains(step))).Except(occupied).ToFrozenSet();
            if (lost.Count > 0)
            {
                occupied.UnionWith(await ReadAsync(service, lost, cancellationToken));
            }
        }

        return occupied;
    }

    private async Task<HashSet<Step>> PresentAsync(RegistryState state, string service, CancellationToken cancellationToken)
    {
        var present = new HashSet<Step>();
        foreach (var revision in state.AnsweringOf(service).SelectMany(rollout => rollout.Plan.Answering).Distinct())
        {
            present.UnionWith(await keeper.LoadRevisionAsync(revision, cancellationToken) is LoadedRevision loaded ? loaded.Ladder : []);
        }

        return present;
    }

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
