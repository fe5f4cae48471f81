using System.Collections.Frozen;
using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>What a person asks of rollouts: change them, take them back. What is answered is so in the store, and in front of everybody unless it has a time.</summary>
internal sealed class RolloutChanges(
    IPolicyRegistry registry, RolloutKeeper keeper, ResidentRevisions resident, RolloutPreparation preparation, OccupiedSteps occupied, TagEpochs tags, RolloutMover mover,
    RolloutMetrics metrics)
{
    /// <summary>Changes which revisions answer, once every ready replica holds them.</summary>
    internal async Task<Result<ChangedRollouts>> SetAsync(SetRolloutCommand command, CancellationToken cancellationToken)
    {
        var state = await registry.RefreshAsync(cancellationToken);
        var change = Of(command);
        if (state.FindRequest(command.Mark.Request.Id) is null)
        {
            if (change.Decide(state, registry.StoreNow).Refusal is { } refusal)
            {
                return refusal;
            }

            return await PreparedAsync(command, change, state, cancellationToken);
        }

        change = change with { Tags = await tags.HighestAsync(change.Seen.Select(seen => seen.Service), cancellationToken) };
        return await ChangeAsync(command.Mark.Request, change.Decide, cancellationToken);
    }

    /// <summary>Brings back what answered before. Every replica holds it already, so nothing is waited for.</summary>
    internal Task<Result<ChangedRollouts>> RollBackAsync(RollBackCommand command, CancellationToken cancellationToken) =>
        BackAsync(command.Mark.Request, new RollBack(Seen(command.Seen), RolloutChange.RolledBack, command.Mark.By, command.Reason), cancellationToken);

    /// <summary>As the guard asks it: back to where the culprit answers nobody.</summary>
    internal Task<Result<ChangedRollouts>> ReturnAsync(string service, long epoch, RevisionName? culprit, string reason, CancellationToken cancellationToken) =>
        BackAsync(null, new RollBack([new SeenEpoch(service, epoch)], RolloutChange.Guarded, RollBack.Guard, reason) { Culprit = culprit }, cancellationToken);

    private async Task<Result<ChangedRollouts>> BackAsync(RegistryRequest? request, RollBack back, CancellationToken cancellationToken)
    {
        back = back with { Tags = await tags.HighestAsync(back.Seen.Select(seen => seen.Service), cancellationToken) };
        return await ChangeAsync(request, back.Decide, cancellationToken);
    }

    private async Task<Result<ChangedRollouts>> ChangeAsync(
        RegistryRequest? request, Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide, CancellationToken cancellationToken)
    {
        var changed = await registry.ChangeAsync(request, decide, cancellationToken);
        if (changed.Value is not { Entry: RolloutChanged entry } done)
        {
            return changed.Refusal ?? RegistryRefusals.RequestReused;
        }

        if (!done.IsRepetition)
        {
            metrics.Changed(entry.Change);
        }

        var state = entry.NotBefore > registry.StoreNow ? done.State : await mover.ReachAsync(entry.Epochs, cancellationToken);
        return new ChangedRollouts([.. entry.Epochs.Select(epoch => state.RolloutOf(epoch.Key, epoch.Value)).OfType<RolloutRecord>()], state);
    }

    private async Task<Result<ChangedRollouts>> PreparedAsync(SetRolloutCommand command, SetRollout change, RegistryState state, CancellationToken cancellationToken)
    {
        ImmutableArray<RevisionName> revisions =
        [
            .. change.ShadowVersions.Prepend(change.ActiveVersion).Concat(change.CanaryVersion is { } canary ? [canary] : (string[])[])
                .Distinct(StringComparer.Ordinal).Select(version => state.Find(change.Policy, version)!.Name),
        ];
        var without = command.WithoutReplicas.ToFrozenSet(StringComparer.Ordinal);
        await using var held = await preparation.HoldAsync(revisions, cancellationToken);
        if (await preparation.ReadyAsync(revisions, without, cancellationToken) is { } unprepared)
        {
            return unprepared;
        }

        var ladders = revisions.Select(resident.Find).OfType<LoadedRevision>()
            .ToFrozenDictionary(revision => revision.Name.Version, IReadOnlySet<Step> (revision) => revision.Ladder.ToFrozenSet(), StringComparer.Ordinal);
        var answering = ladders.Where(ladder => ladder.Key == change.ActiveVersion || ladder.Key == change.CanaryVersion).Select(ladder => ladder.Value).ToList();
        var occupiedNow = await occupied.ReadAsync(state, change.Seen.Select(seen => seen.Service), answering, cancellationToken);

        // Episodes may be many: a replica may have come, or been started again, while they were read.
        if (await preparation.ReadyAsync(revisions, without, cancellationToken) is { } lapsed)
        {
            return lapsed;
        }

        var highest = await tags.HighestAsync(change.Seen.Select(seen => seen.Service), cancellationToken);
        return await ChangeAsync(command.Mark.Request, (change with { Ladders = ladders, Occupied = occupiedNow, Tags = highest }).Decide, cancellationToken);
    }

    private SetRollout Of(SetRolloutCommand command) => new()
    {
        Policy = command.Policy,
        Seen = Seen(command.Seen),
        ActiveVersion = command.Active,
        CanaryVersion = command.Canary,
        CanaryShare = command.CanaryShare,
        ShadowVersions = command.Shadows,
        Guard = command.Guard,
        NotBefore = command.NotBefore,
        Reason = command.Reason,
        By = command.Mark.By,
        Services = keeper.Services.ToFrozenSet(StringComparer.Ordinal),
        Occupied = FrozenSet<Step>.Empty,
        Ladders = Everything(command),
    };

    private static ImmutableArray<SeenEpoch> Seen(ImmutableSortedDictionary<string, long> seen) => [.. seen.Select(each => new SeenEpoch(each.Key, each.Value))];

    // Before the revisions are loaded nobody knows their ladders: nothing is refused for them.
    private static FrozenDictionary<string, IReadOnlySet<Step>> Everything(SetRolloutCommand command) => (command.Canary is { } canary ? [command.Active, canary] : (string[])[command.Active])
        .Distinct(StringComparer.Ordinal)
        .ToFrozenDictionary(version => version, IReadOnlySet<Step> (_) => Enum.GetValues<Step>().ToFrozenSet(), StringComparer.Ordinal);
}

/// <summary>Rollouts after a change.</summary>
/// <param name="Rollouts">The services' rollouts that the change made, by the name of the service.</param>
/// <param name="State">The registry as it is now.</param>
internal sealed record ChangedRollouts(ImmutableArray<RolloutRecord> Rollouts, RegistryState State);
