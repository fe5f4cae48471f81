using SteppedCare.Policies;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Rollouts;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Publishes what is in the policy folder and nowhere else, and gives a service without a rollout its first, before the server listens. From then on the
/// registry rules: a folder that says otherwise is told about and changes nothing. Several replicas may begin at once; each change happens once. A registry
/// that is found without a rollout of a service later has lost it, and begins again.
/// </summary>
internal sealed partial class FirstPublication(
    IPolicyRegistry registry, TagEpochs tags, ShippedFolder folder, ShippedGates gates, HostSettings settings, RolloutMetrics metrics, TimeProvider time, ILogger<FirstPublication> logger) : BackgroundService
{
    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromSeconds(1);

    private readonly HashSet<(PolicyLabel, string)> _told = [];
    private readonly HashSet<(string Service, string Reason)> _unbegun = [];
    private bool _isDone;
    private string? _refused;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await PublishAsync(cancellationToken);
            _isDone = true;
        }
        catch (StoreUnavailableException)
        {
            // A start does not wait for the store; but what cannot be loaded refuses it now as well as later.
            foreach (var label in settings.Services.Select(service => NewestInFolder(service.Policy, service.Version)).OfType<PolicyLabel>().Distinct())
            {
                Refuse(label, (await gates.AskShippedAsync(folder.BundleOf(label), cancellationToken)).Faults);
            }
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_betweenLooks, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_isDone && settings.Services.All(service => registry.State.RolloutOf(service.Name) is not null))
            {
                continue;
            }

            try
            {
                await PublishAsync(stoppingToken);
                _isDone = true;
                _refused = null;
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                // Of the store the registry said so; the next look is in a second.
                if (fault is not (StoreUnavailableException or OperationCanceledException) && Interlocked.Exchange(ref _refused, fault.Message) != fault.Message)
                {
                    NotPublished(fault.Message);
                }
            }
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        await registry.RefreshAsync(cancellationToken);
        foreach (var label in folder.Labels())
        {
            await PublishAsync(label, cancellationToken);
        }

        foreach (var service in settings.Services)
        {
            await BeginAsync(service, cancellationToken);
        }
    }

    private async Task PublishAsync(PolicyLabel label, CancellationToken cancellationToken)
    {
        var bundle = folder.BundleOf(label);
        await PublishInvariantsAsync(bundle, cancellationToken);
        if (registry.State.Find(label.Policy, label.Version) is null)
        {
            var (report, faults) = await gates.AskShippedAsync(bundle, cancellationToken);
            if (faults.Length > 0)
            {
                if (settings.Services.Any(service => registry.State.RolloutOf(service.Name) is null && NewestInFolder(service.Policy, service.Version) == label))
                {
                    Refuse(label, faults);
                }

                RevisionRefused(label.Policy, label.Version, string.Join("; ", faults));
                return;
            }

            var invariants = registry.State.InvariantsOf(label.Policy)?.Digest;
            var publish = new PublishRevision(bundle, LanguageVersion.Current, DigestOf(bundle.Invariants) ?? invariants, report, ReachRollout.Server, "Came with the release.");
            if (await registry.ChangeAsync(null, publish.Decide, cancellationToken) is { Value: { IsRepetition: false } })
            {
                RevisionPublished(label.Policy, label.Version);
            }
        }

        await registry.ChangeAsync(null, new VouchForShipped(label.Policy, label.Version, new PolicySource(PolicyLibrary.ScriptName, bundle.Script, LanguageVersion.Current).Digest).Decide, cancellationToken);
        if (!settings.Watch)
        {
            TellOfDifference(label, bundle);
        }
    }

    // Only where there are none: others are the clinical-safety officer's to put in place.
    private async Task PublishInvariantsAsync(PolicyBundle bundle, CancellationToken cancellationToken)
    {
        var policy = bundle.Label.Policy;
        if (DigestOf(bundle.Invariants) is not { } digest || registry.State.InvariantsOf(policy)?.Digest == digest)
        {
            return;
        }

        if (registry.State.InvariantsOf(policy) is null)
        {
            var source = new PolicySource(PolicyLibrary.InvariantsName, bundle.Invariants);
            var publish = new PublishInvariants(policy, source, ReplacesDigest: null, [], ReachRollout.Server, "Came with the release.");
            await registry.ChangeAsync(null, publish.Decide, cancellationToken);
        }

        if (registry.State.InvariantsOf(policy)?.Digest != digest && _told.Add((bundle.Label with { Version = string.Empty }, digest)))
        {
            InvariantsDiffer(policy);
        }
    }

    private async Task BeginAsync(ServiceOptions service, CancellationToken cancellationToken)
    {
        if (registry.State.RolloutOf(service.Name) is { } rollout)
        {
            if (rollout.Plan.Active.Policy != service.Policy)
            {
                ServiceDiffers(service.Name, service.Policy, rollout.Plan.Active.Policy, rollout.Plan.Active.Version);
            }

            return;
        }

        var first = registry.State.Order.Where(label => label.Policy == service.Policy && (service.Version is null || label.Version == service.Version))
            .Select(label => registry.State.Find(label.Policy, label.Version)).OfType<RevisionRecord>()
            .Where(revision => revision.IsApproved)
            .MaxBy(revision => revision.Name.Version, VersionOrder.Instance)
            ?? throw new StartRefusedException(
                $"Services:{service.Name} names the policy {service.Policy}{(service.Version is null ? "" : " " + service.Version)}, which is not in the policy folder, nor published and approved.");
        var highest = await tags.HighestAsync(service.Name, cancellationToken);
        var begun = await registry.ChangeAsync(null, new BeginRollout(service.Name, first.Name) { Tags = highest }.Decide, cancellationToken);
        if (begun.Value is { IsRepetition: false })
        {
            metrics.Changed(RolloutChange.First);
            RolloutBegun(service.Name, first.Name.Policy, first.Name.Version);
        }
        else if (begun.Refusal is { } refusal && _unbegun.Add((service.Name, refusal.Reason)))
        {
            RolloutNotBegun(service.Name, refusal.Reason, refusal.Message);
        }
    }

    private PolicyLabel? NewestInFolder(string policy, string? version) =>
        folder.Labels().Where(label => label.Policy == policy && (version is null || label.Version == version)).MaxBy(label => label.Version, VersionOrder.Instance);

    private void TellOfDifference(PolicyLabel label, PolicyBundle bundle)
    {
        if (registry.State.Find(label.Policy, label.Version) is { } known
            && new PolicySource(PolicyLibrary.ScriptName, bundle.Script, known.Published.LanguageVersion).Digest is var digest && digest != known.Name.Digest
            && _told.Add((label, digest)))
        {
            RevisionDiffers(label.Policy, label.Version, folder.Folder);
        }
    }

    private static void Refuse(PolicyLabel label, IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new StartRefusedException($"The policy {label.Policy} {label.Version} is refused:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");
        }
    }

    private static string? DigestOf(string invariants) =>
        string.IsNullOrWhiteSpace(invariants) ? null : new PolicySource(PolicyLibrary.InvariantsName, invariants).Digest;

    [LoggerMessage(64, LogLevel.Information, "Published {Policy} {Version} from the policy folder")]
    private partial void RevisionPublished(string policy, string version);

    [LoggerMessage(65, LogLevel.Information, "{Service} is answered by {Policy} {Version}: its first rollout")]
    private partial void RolloutBegun(string service, string policy, string version);

    [LoggerMessage(66, LogLevel.Warning, "{Policy} {Version} in {Folder} is not what is published under that version, and published revisions are never altered: publish the edited script under another version, or start a development server with --watch")]
    private partial void RevisionDiffers(string policy, string version, string folder);

    [LoggerMessage(67, LogLevel.Warning, "The invariants of {Policy} in the policy folder are not those in place: they change nothing until a clinical-safety officer publishes them")]
    private partial void InvariantsDiffer(string policy);

    [LoggerMessage(68, LogLevel.Warning, "Services:{Service}:Policy says {Configured}, but its rollout is on {Policy} {Version}, and that is what answers: change the rollout, or the setting")]
    private partial void ServiceDiffers(string service, string configured, string policy, string version);

    [LoggerMessage(69, LogLevel.Error, "{Policy} {Version} in the policy folder is refused and not published: {Faults}")]
    private partial void RevisionRefused(string policy, string version, string faults);

    [LoggerMessage(70, LogLevel.Critical, "{Refusal}")]
    private partial void NotPublished(string refusal);

    [LoggerMessage(124, LogLevel.Critical, "{Service} has no rollout and is given none: {Reason}. {Message}")]
    private partial void RolloutNotBegun(string service, string reason, string message);
}
