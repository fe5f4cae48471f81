using SteppedCare.Policies;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Of a development server: publishes an edited revision under a version of its own and rolls it out to the services on that policy. What is broken is said
/// with its place, and the last good one goes on.
/// </summary>
internal sealed partial class PolicyWatch(
    IPolicyRegistry registry, ShippedFolder folder, ShippedGates gates, WatchedRollout rollout, TimeProvider time, ILogger<PolicyWatch> logger) : BackgroundService
{
    internal const string Author = "watch";

    // For a look whether files are published already, which asks no gate.
    private static readonly GateReport s_noReport = new([]);

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly FolderLooks _looks = new(folder, time);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Watching(folder.Folder);
        using var timer = new PeriodicTimer(s_betweenLooks, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var (label, isEdit) in AtRest())
            {
                await LookAsync(label, isEdit, stoppingToken);
            }
        }
    }

    private IReadOnlyList<(PolicyLabel Label, bool IsEdit)> AtRest()
    {
        try
        {
            return _looks.AtRest();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // Somebody moves folders about: the next look is in a moment.
            return [];
        }
    }

    private async Task LookAsync(PolicyLabel label, bool isEdit, CancellationToken cancellationToken)
    {
        try
        {
            await TakeAsync(label, isEdit, cancellationToken);
            _looks.Taken(label);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StoreUnavailableException)
        {
            // Somebody still writes, or the store is away, which the registry says: the next look tries again.
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            // Once for each edit: nothing that is edited may end the server.
            _looks.Taken(label);
            EditBroke(fault, label.Policy, label.Version);
        }
    }

    private async Task TakeAsync(PolicyLabel label, bool isEdit, CancellationToken cancellationToken)
    {
        var bundle = folder.BundleOf(label);
        var family = WatchedVersion.FamilyOf(await registry.RefreshAsync(cancellationToken), label);
        var known = family.LastOrDefault(revision => revision.IsApproved && Publication(bundle, s_noReport).IsContentOf(revision.Published));
        if ((known?.Name ?? await PublishAsync(label, bundle, family, cancellationToken)) is { } revision)
        {
            await rollout.RollOutAsync(label, revision, isEdit ? null : [.. family.Select(member => member.Name.Version)], cancellationToken);
        }
    }

    private async Task<RevisionName?> PublishAsync(PolicyLabel label, PolicyBundle bundle, RevisionRecord[] family, CancellationToken cancellationToken)
    {
        var (report, faults) = await gates.AskEditedAsync(bundle, cancellationToken);
        if (faults.Length > 0)
        {
            foreach (var fault in faults)
            {
                EditRefused(label.Policy, label.Version, fault);
            }

            return null;
        }

        var edited = bundle with { Label = WatchedVersion.NextOf(label, family) };
        var published = await registry.ChangeAsync(null, Publication(edited, report).Decide, cancellationToken);
        if (published.Value?.Entry is not RevisionPublished { Revision: var revision })
        {
            EditRefused(label.Policy, label.Version, published.Refusal!.Message);
            return null;
        }

        await registry.ChangeAsync(null, new VouchForShipped(revision.Policy, revision.Version, revision.Digest).Decide, cancellationToken);
        return revision;
    }

    private PublishRevision Publication(PolicyBundle bundle, GateReport report) =>
        new(bundle, LanguageVersion.Current, registry.State.InvariantsOf(bundle.Label.Policy)?.Digest, report, Author, "Edited in the policy folder.");

    [LoggerMessage(74, LogLevel.Warning, "Watching {Folder}: what is edited there is published and answers at once, without anybody's approval")]
    private partial void Watching(string folder);

    [LoggerMessage(75, LogLevel.Error, "The edited {Policy} {Version} is refused, and the last good one goes on: {Fault}")]
    private partial void EditRefused(string policy, string version, string fault);

    [LoggerMessage(126, LogLevel.Error, "Taking in the edited {Policy} {Version} failed, and the last good one goes on; the next edit is looked at")]
    private partial void EditBroke(Exception fault, string policy, string version);
}
