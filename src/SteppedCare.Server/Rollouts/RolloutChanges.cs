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
    RolloutMoves moves, RolloutMetrics metrics)
{
    // Whoever changes what answers waits until it does. For a part of the store that is away nobody waits: it takes the change when it is back.
    private static readonly TimeSpan s_most = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_mostWithoutAll = TimeSpan.FromMilliseconds(400);

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

        return await ChangeAsync(command.Mark.Request, change.Seen, highest => (change with { Tags = highest }).Decide, cancellationToken);
    }

    /// <summary>Brings back what answered before. Every replica holds it already, so nothing is waited for.</summary>
    internal Task<Result<ChangedRollouts>> RollBackAsync(RollBackCommand command, CancellationToken cancellationToken) =>
        BackAsync(command.Mark.Request, new RollBack(Seen(command.Seen), RolloutChange.RolledBack, command.Mark.By, command.Reason), cancellationToken);

    /// <summary>As the guard asks it: back to where the culprit answers nobody.</summary>
    internal Task<Result<ChangedRollouts>> ReturnAsync(string service, long epoch, RevisionName? culprit, string reason, CancellationToken cancellationToken) =>
        BackAsync(null, new RollBack([new SeenEpoch(service, epoch)], RolloutChange.Guarded, RollBack.Guard, reason) { Culprit = culprit }, cancellationToken);

    private Task<Result<ChangedRollouts>> BackAsync(RegistryRequest? request, RollBack back, CancellationToken cancellationToken) =>
        ChangeAsync(request, back.Seen, highest => (back with { Tags = highest }).Decide, cancellationToken);

    private async Task<Result<ChangedRollouts>> ChangeAsync(
        RegistryRequest? request,
        ImmutableArray<SeenEpoch> seen,
        Func<IReadOnlyDictionary<string, long>, Func<RegistryState, DateTimeOffset, Result<RegistryDraft>>> above,
        CancellationToken cancellationToken)
    {
        var found = await tags.FindAsync(seen.Select(each => each.Service), cancellationToken);
        var changed = await registry.ChangeAsync(request, above(found.Highest), cancellationToken);
        if (changed.Value is not { Entry: RolloutChanged entry } done)
        {
            return changed.Refusal ?? RegistryRefusals.RequestReused;
        }

        if (!done.IsRepetition)
        {
            metrics.Changed(entry.Change);
        }

        var state = entry.NotBefore > registry.StoreNow ? done.State : await mover.ReachAsync(entry.Epochs, found.AllAnswered ? s_most : s_mostWithoutAll, cancellationToken);
        ImmutableArray<RolloutRecord> rollouts = [.. entry.Epochs.Select(epoch => state.RolloutOf(epoch.Key, epoch.Value)).OfType<RolloutRecord>()];
        return new ChangedRollouts(rollouts, state) { Waiting = rollouts.ToImmutableDictionary(rollout => rollout.Service, moves.WaitingOf, StringComparer.Ordinal) };
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

        return await ChangeAsync(
            command.Mark.Request, change.Seen, highest => (change with { Ladders = ladders, Occupied = occupiedNow, Tags = highest }).Decide, cancellationToken);
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
internal sealed record ChangedRollouts(ImmutableArray<RolloutRecord> Rollouts, RegistryState State)
{
    /// <summary>Of each service the parts that have not taken the change yet, by their numbers.</summary>
    internal required ImmutableDictionary<string, ImmutableArray<int>> Waiting { get; init; }
}
