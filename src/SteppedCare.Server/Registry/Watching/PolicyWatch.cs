using System.Globalization;
using SteppedCare.Policies;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Of a development server: publishes an edited revision under a version of its own and rolls it out to the services on that policy. What is broken is said
/// with its place, and the last good one goes on.
/// </summary>
internal sealed partial class PolicyWatch(
    IPolicyRegistry registry, ShippedFolder folder, ShippedGates gates, HostSettings settings, TimeProvider time, ILogger<PolicyWatch> logger) : BackgroundService
{
    internal const string Author = "watch";

    private const string Mark = "-watch.";

    // For a look whether files are published already, which asks no gate.
    private static readonly GateReport s_noReport = new([]);

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Watching(folder.Folder);
        var looks = new FolderLooks(folder, time);
        using var timer = new PeriodicTimer(s_betweenLooks, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var (label, isEdit) in looks.AtRest())
                {
                    await TakeAsync(label, isEdit, stoppingToken);
                    looks.Taken(label);
                }
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StoreUnavailableException)
            {
                // Somebody still writes, or the store is away, which the registry says: the next look tries again.
            }
        }
    }

    private async Task TakeAsync(PolicyLabel label, bool isEdit, CancellationToken cancellationToken)
    {
        var bundle = folder.BundleOf(label);
        var state = await registry.RefreshAsync(cancellationToken);
        var family = state.Order.Where(known => known.Policy == label.Policy && (known.Version == label.Version || NumberOf(label, known.Version) > 0))
            .Select(known => state.Find(known.Policy, known.Version)).OfType<RevisionRecord>().ToArray();
        var known = family.LastOrDefault(revision => revision.IsApproved && Publication(bundle, s_noReport).IsContentOf(revision.Published));
        if ((known?.Name ?? await PublishAsync(label, bundle, family, cancellationToken)) is { } revision)
        {
            await RollOutAsync(revision, isEdit ? null : [.. family.Select(member => member.Name.Version)], cancellationToken);
        }
    }

    private async Task<RevisionName?> PublishAsync(PolicyLabel label, PolicyBundle bundle, RevisionRecord[] family, CancellationToken cancellationToken)
    {
        var (report, faults) = gates.Ask(bundle);
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
            {
                EditRefused(label.Policy, label.Version, fault);
            }

            return null;
        }

        var number = family.Select(revision => NumberOf(label, revision.Name.Version)).Append(0).Max() + 1;
        var edited = bundle with { Label = label with { Version = string.Create(CultureInfo.InvariantCulture, $"{label.Version}{Mark}{number}") } };
        var published = await registry.ChangeAsync(null, Publication(edited, report).Decide, cancellationToken);
        if (published.Value?.Entry is not RevisionPublished { Revision: var revision })
        {
            EditRefused(label.Policy, label.Version, published.Refusal!.Message);
            return null;
        }

        await registry.ChangeAsync(null, new VouchForShipped(revision.Policy, revision.Version, revision.Digest).Decide, cancellationToken);
        return revision;
    }

    private async Task RollOutAsync(RevisionName revision, IReadOnlyCollection<string>? fromVersions, CancellationToken cancellationToken)
    {
        foreach (var service in settings.Services.Select(service => service.Name))
        {
            var changed = await registry.ChangeAsync(
                null,
                (state, now) =>
                {
                    if (state.RolloutOf(service) is not { } rollout || rollout.Plan.Active.Policy != revision.Policy || rollout.Plan.Active == revision
                        || fromVersions?.Contains(rollout.Plan.Active.Version) is false)
                    {
                        return RegistryRefusals.RolloutMoved;
                    }

                    return SettingOf(revision, new SeenEpoch(service, rollout.Epoch)).Decide(state, now);
                },
                cancellationToken);
            if (changed.Value is not null)
            {
                EditRolledOut(service, revision.Policy, revision.Version);
            }
            else if (changed.Refusal != RegistryRefusals.RolloutMoved)
            {
                EditRefused(revision.Policy, revision.Version, changed.Refusal!.Message);
            }
        }
    }

    private SetRollout SettingOf(RevisionName revision, SeenEpoch seen) => new()
    {
        Policy = revision.Policy,
        Seen = [seen],
        ActiveVersion = revision.Version,
        CanaryVersion = null,
        CanaryShare = 0,
        ShadowVersions = [],
        Guard = null,
        NotBefore = null,
        Reason = "Edited in the policy folder.",
        By = Author,
        Services = settings.Services.Select(service => service.Name).ToHashSet(StringComparer.Ordinal),
        Occupied = new HashSet<Step>(),
        Ladders = new Dictionary<string, IReadOnlySet<Step>> { [revision.Version] = new HashSet<Step>() },
    };

    private PublishRevision Publication(PolicyBundle bundle, GateReport report) =>
        new(bundle, LanguageVersion.Current, registry.State.InvariantsOf(bundle.Label.Policy)?.Digest, report, Author, "Edited in the policy folder.");

    /// <summary>The number of a watched version of this label; 0 for any other version.</summary>
    private static int NumberOf(PolicyLabel label, string version) =>
        version.StartsWith(label.Version + Mark, StringComparison.Ordinal) && int.TryParse(version.AsSpan(label.Version.Length + Mark.Length), out var number) ? number : 0;

    [LoggerMessage(74, LogLevel.Warning, "Watching {Folder}: what is edited there is published and answers at once, without anybody's approval")]
    private partial void Watching(string folder);

    [LoggerMessage(75, LogLevel.Error, "The edited {Policy} {Version} is refused, and the last good one goes on: {Fault}")]
    private partial void EditRefused(string policy, string version, string fault);

    [LoggerMessage(76, LogLevel.Information, "{Service} is being put on the edited {Policy} {Version}")]
    private partial void EditRolledOut(string service, string policy, string version);
}
