using System.Collections.Immutable;
using System.Globalization;
using SteppedCare.Policies;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Rollouts;
using Refusal = SteppedCare.Server.Decisions.Refusal;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Puts the services on a policy on what was edited, as a lead would: prepared first, and refused where people stand on a step that it has not. What was edited
/// before, and nothing can bring back any more, is retired.
/// </summary>
internal sealed partial class WatchedRollout(IPolicyRegistry registry, RolloutChanges changes, HostSettings settings, ILogger<WatchedRollout> logger)
{
    /// <param name="label">What was edited.</param>
    /// <param name="revision">What it was published as.</param>
    /// <param name="fromVersions">Only services that one of these answers; null for all that are on the policy.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    internal async Task RollOutAsync(PolicyLabel label, RevisionName revision, IReadOnlyCollection<string>? fromVersions, CancellationToken cancellationToken)
    {
        foreach (var service in settings.Services.Select(service => service.Name))
        {
            if (registry.State.RolloutOf(service) is { Plan.Active: var active, Epoch: var epoch } && active.Policy == revision.Policy && active != revision
                && fromVersions?.Contains(active.Version) is not false)
            {
                Tell(service, revision, (await changes.SetAsync(Command(service, epoch, revision), cancellationToken)).Refusal);
            }
        }

        await RetireAsync(label, revision, cancellationToken);
    }

    private void Tell(string service, RevisionName revision, Refusal? refusal)
    {
        if (refusal is null)
        {
            RolledOut(service, revision.Policy, revision.Version);
        }
        else if (refusal != RegistryRefusals.RolloutMoved)
        {
            NotRolledOut(service, revision.Policy, revision.Version, refusal.Message);
        }
    }

    private async Task RetireAsync(PolicyLabel label, RevisionName present, CancellationToken cancellationToken)
    {
        var state = registry.State;
        var returns = state.Services.SelectMany(state.ReturnsOf).SelectMany(rollout => rollout.Plan.Revisions).ToHashSet();
        foreach (var (_, version, _) in WatchedVersion.FamilyOf(state, label)
            .Where(member => member.Retired is null && WatchedVersion.NumberOf(label, member.Name.Version) > 0).Select(member => member.Name)
            .Where(name => name != present && !returns.Contains(name)))
        {
            // Refused of what still answers somebody: the next edit asks again.
            await registry.ChangeAsync(null, new RetireRevision(label.Policy, version, PolicyWatch.Author, "Edited again.").Decide, cancellationToken);
        }
    }

    private static SetRolloutCommand Command(string service, long epoch, RevisionName revision) => new(
        new ChangeMark(new RegistryRequest(string.Create(CultureInfo.InvariantCulture, $"{PolicyWatch.Author}-{service}-{epoch}"), revision.Digest), PolicyWatch.Author),
        revision.Policy,
        ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal).Add(service, epoch),
        revision.Version,
        null,
        0,
        [],
        null,
        null,
        "Edited in the policy folder.",
        []);

    [LoggerMessage(76, LogLevel.Information, "{Service} is answered by the edited {Policy} {Version}")]
    private partial void RolledOut(string service, string policy, string version);

    [LoggerMessage(127, LogLevel.Error, "{Service} is not put on the edited {Policy} {Version}, and the last good one goes on: {Refusal}")]
    private partial void NotRolledOut(string service, string policy, string version, string refusal);
}
