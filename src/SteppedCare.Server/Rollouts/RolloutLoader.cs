using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Loads what the services are configured to be answered by, before the server listens: a compile beside live traffic would slow every decision. A policy
/// that is refused, or does not answer its own cases, refuses the start.
/// </summary>
internal sealed partial class RolloutLoader(
    PolicyLibrary library,
    RevisionArchive archive,
    RolloutTable table,
    HostSettings settings,
    DecisionMetrics metrics,
    TimeProvider clock,
    ILogger<RolloutLoader> logger) : IHostedService
{
    // Until rollouts can be changed, every service is at its first.
    private const long FirstEpoch = 1;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var labels = library.Labels();
        var loaded = new Dictionary<PolicyLabel, IRevision>();
        var rollouts = new List<Rollout>();
        foreach (var service in settings.Services)
        {
            var label = labels.Where(label => label.Policy == service.Policy && (service.Version is null || label.Version == service.Version))
                .MaxBy(label => label.Version, VersionOrder.Instance)
                ?? throw new StartRefusedException(
                    $"Services:{service.Name} names the policy {service.Policy}{(service.Version is null ? "" : " " + service.Version)}, which is not in the policy folder.");
            if (!loaded.TryGetValue(label, out var revision))
            {
                revision = loaded[label] = Load(label);
            }

            rollouts.Add(new Rollout(new ServiceProfile(service.Name, service.TimeZone), FirstEpoch, revision));
        }

        table.Activate(rollouts);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private LoadedRevision Load(PolicyLabel label)
    {
        var load = library.Load(label);
        metrics.PolicyLoaded(label.Policy, load.IsGood ? PolicyLoadResult.Live : PolicyLoadResult.Refused);
        if (load is not { IsGood: true, Revision: { } revision })
        {
            throw new StartRefusedException(
                $"The policy {label.Policy} {label.Version} is refused:{Environment.NewLine}{string.Join(Environment.NewLine, load.Faults)}");
        }

        archive.Keep(library.SourceOf(label));
        PolicyLoaded(label.Policy, label.Version, revision.Name.Digest, load.Cases.Count, load.FromCache, load.Took.TotalMilliseconds);
        return new LoadedRevision(revision, metrics, clock);
    }

    [LoggerMessage(40, LogLevel.Information, "Policy {Policy} {Version} ({Digest}) answered its {Cases} cases and is live; from cache: {FromCache}; {Milliseconds:F0} ms")]
    private partial void PolicyLoaded(string policy, string version, string digest, int cases, bool fromCache, double milliseconds);
}
