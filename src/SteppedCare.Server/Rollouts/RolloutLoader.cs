using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Telemetry;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Loads what the services are configured to be answered by, before the server listens: a compile beside live traffic would slow every decision.
/// A shipped policy that is refused refuses the start.
/// </summary>
internal sealed partial class RolloutLoader(
    PolicyFolder folder,
    RevisionArchive archive,
    ArtefactCache cache,
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
        var versions = folder.Versions().ToList();
        var loaded = new Dictionary<PolicyLabel, IRevision>();
        var rollouts = new List<Rollout>();
        foreach (var service in settings.Services)
        {
            var (label, script) = versions.LastOrDefault(version =>
                version.Label.Policy == service.Policy && (service.Version is null || version.Label.Version == service.Version));
            if (label is null)
            {
                throw new StartRefusedException(
                    $"Services:{service.Name} names the policy {service.Policy}{(service.Version is null ? "" : " " + service.Version)}, which is not in the policy folder.");
            }

            if (!loaded.TryGetValue(label, out var revision))
            {
                revision = loaded[label] = Load(label, script);
            }

            rollouts.Add(new Rollout(new ServiceProfile(service.Name, service.TimeZone), FirstEpoch, revision));
        }

        table.Activate(rollouts);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private LoadedRevision Load(PolicyLabel label, string script)
    {
        var began = clock.GetTimestamp();
        var source = PolicySource.Read(script);
        var result = PolicyCompiler.Load(label, source, cache);
        metrics.PolicyLoaded(label.Policy, result.Revision is null ? PolicyLoadResult.Refused : PolicyLoadResult.Live);
        if (result.Revision is not { } revision)
        {
            throw new StartRefusedException($"The policy {label.Policy} {label.Version} is refused:{Environment.NewLine}{string.Join(Environment.NewLine, result.Refusals)}");
        }

        archive.Keep(source);
        PolicyLoaded(label.Policy, label.Version, source.Digest, result.FromCache, clock.GetElapsedTime(began).TotalMilliseconds);
        return new LoadedRevision(revision, metrics, clock);
    }

    [LoggerMessage(40, LogLevel.Information, "Policy {Policy} {Version} ({Digest}) is live; from cache: {FromCache}; {Milliseconds:F0} ms")]
    private partial void PolicyLoaded(string policy, string version, string digest, bool fromCache, double milliseconds);
}
