using System.Collections.Immutable;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Rollouts;

/// <summary>
/// Holds changes of rollouts against their bounds, on the counts of all replicas, and takes back by itself what passes one. It goes back and never forth: what
/// it or a person brought back is not judged again.
/// </summary>
internal sealed partial class RolloutGuard(
    IPolicyRegistry registry, IRegistryStore store, RolloutChanges changes, ReplicaName name, RolloutMetrics metrics, TimeProvider time, ILogger<RolloutGuard> logger)
{
    private const string Lease = "guard";
    private const int MostRolloutsBefore = 8;

    private static readonly TimeSpan s_leaseTime = TimeSpan.FromSeconds(5);

    private readonly Dictionary<(string Service, TagEpoch Epoch), GuardWindow> _windows = [];
    private readonly Dictionary<(string Service, TagEpoch Epoch), ArmCounts> _before = [];
    private readonly HashSet<(string Service, TagEpoch Epoch)> _stuck = [];

    /// <summary>Reads what was counted, and judges it if it is this replica's turn. Every replica reads, so that the next one to judge knows the window, too.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        // A change is judged from the moment on at which its first tag moved: with one half of the episodes it can be as wrong as with all.
        ImmutableArray<RolloutRecord> watched = [.. registry.State.Services.SelectMany(service => registry.State.WatchedOf(service, registry.StoreNow))];
        foreach (var over in _windows.Keys.Where(key => !watched.Any(rollout => (rollout.Service, rollout.Tag) == key)).ToList())
        {
            _windows.Remove(over);
            _before.Remove(over);
            _stuck.Remove(over);
        }

        if (watched.IsEmpty)
        {
            return;
        }

        var isJudge = await store.TryLeaseAsync(Lease, name.Value, s_leaseTime, cancellationToken);
        foreach (var rollout in watched)
        {
            var key = (rollout.Service, rollout.Tag);
            var window = _windows.TryGetValue(key, out var known) ? known : _windows[key] = new GuardWindow(rollout.Plan.Guard!.Window, IsNew(rollout), time);
            window.Add(new ArmCounts(await store.CountsAsync(rollout.Service, rollout.Tag, CountKind.Arm, cancellationToken)));
            if (isJudge && await JudgeAsync(rollout, window, cancellationToken) is { } finding)
            {
                await ReturnAsync(rollout, finding, cancellationToken);
            }
        }
    }

    // By the store's clock alone.
    private bool IsNew(RolloutRecord rollout) => registry.StoreNow - (rollout.Changed.NotBefore ?? rollout.Changed.At) < rollout.Plan.Guard!.Window;

    private async Task<GuardFinding?> JudgeAsync(RolloutRecord rollout, GuardWindow window, CancellationToken cancellationToken)
    {
        var (bounds, answered) = (rollout.Plan.Guard!, window.Answered);
        var before = registry.State.LineOf(rollout.Service).Below(rollout).FirstOrDefault();
        var isSame = before?.Plan.Active == rollout.Plan.Active;
        if (GuardJudgement.Of(bounds, Arm.Active, answered, isSame || bounds.MostMixShift is null ? null : await BeforeAsync(rollout, cancellationToken)) is { } finding)
        {
            return finding with { Culprit = rollout.Plan.Active };
        }

        // The canary's people are drawn from the same population at the same time: there is no better measure of its outcomes than the others'.
        return rollout.Plan.Canary is { } canary && GuardJudgement.Of(bounds, Arm.Canary, answered, answered.Only(Arm.Active)) is { } beside
            ? beside with { Culprit = canary }
            : null;
    }

    // What was active before, through as many rollouts as it was. It answers nobody any more, so it is read once.
    private async Task<ArmCounts> BeforeAsync(RolloutRecord rollout, CancellationToken cancellationToken)
    {
        if (_before.TryGetValue((rollout.Service, rollout.Tag), out var known))
        {
            return known;
        }

        var earlier = registry.State.LineOf(rollout.Service).Below(rollout).ToList();
        var counts = ImmutableDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (var one in earlier.TakeWhile(one => one.Plan.Active == earlier[0].Plan.Active).Take(MostRolloutsBefore))
        {
            foreach (var (what, count) in await store.CountsAsync(one.Service, one.Tag, CountKind.Arm, cancellationToken))
            {
                counts[what] = counts.GetValueOrDefault(what) + count;
            }
        }

        var read = new ArmCounts(counts.ToImmutable()).Only(Arm.Active);
        if (rollout.IsReached)
        {
            _before[(rollout.Service, rollout.Tag)] = read;
        }

        return read;
    }

    private async Task ReturnAsync(RolloutRecord rollout, GuardFinding finding, CancellationToken cancellationToken)
    {
        var returned = await changes.ReturnAsync(rollout.Service, rollout.Epoch, finding.Culprit, finding.Reason, cancellationToken);
        if (returned.Refusal is { } refusal)
        {
            // Whoever lost a race against another judge, or against a person, has nothing to tell; and what cannot go back is told once.
            if (refusal != RegistryRefusals.RolloutMoved && _stuck.Add((rollout.Service, rollout.Tag)))
            {
                metrics.CannotReturn(finding.Bound);
                NotReturned(rollout.Service, rollout.Epoch, finding.Reason, refusal.Reason);
            }

            return;
        }

        metrics.Returned(finding.Bound);
        Returned(rollout.Service, rollout.Epoch, finding.Reason);
    }

    [LoggerMessage(56, LogLevel.Error, "The guard took back the rollout {Epoch} of {Service}. {Reason}")]
    private partial void Returned(string service, long epoch, string reason);

    [LoggerMessage(57, LogLevel.Error, "The guard would take back the rollout {Epoch} of {Service} and cannot: {Refusal}. {Reason}")]
    private partial void NotReturned(string service, long epoch, string reason, string refusal);
}
