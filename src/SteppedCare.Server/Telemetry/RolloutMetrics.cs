using System.Collections.Concurrent;
using Prometheus;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Rollouts;

namespace SteppedCare.Server.Telemetry;

/// <summary>What answers, how it changes, and what shadows say beside it. Series of what left the rollouts go with it.</summary>
internal sealed class RolloutMetrics
{
    private readonly Gauge _revisions;
    private readonly Gauge _brokenInvariants;
    private readonly Gauge _moving;
    private readonly Gauge _replicas;
    private readonly Gauge _pending;
    private readonly Counter _changes;
    private readonly Counter _notReady;
    private readonly Counter _returns;
    private readonly Counter _refusals;
    private readonly Counter _shadowAnswers;
    private readonly Counter _shadowsSkipped;
    private readonly ConcurrentDictionary<ShadowSeries, Counter.Child> _shadowSeries = new();
    private readonly ConcurrentDictionary<WeakReference, bool> _letGo = new();
    private readonly Lock _shown = new();
    private volatile HashSet<(RevisionName Active, RevisionName Shadow)> _shadowed = [];

    internal RolloutMetrics(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        metrics.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        _revisions = metrics.CreateGauge(
            MetricNames.RevisionInfo, "Services that a revision answers, or is asked beside what answers, by its part in the rollout.",
            [LabelNames.Policy, LabelNames.Revision, LabelNames.Arm]);
        _brokenInvariants = metrics.CreateGauge(
            MetricNames.InvariantsBroken, "1 for a revision in a rollout that breaks its policy's present invariants. It answers on; somebody must look.",
            [LabelNames.Policy, LabelNames.Revision]);
        _moving = metrics.CreateGauge(MetricNames.RolloutsMoving, "Services whose rollout is due and not yet reached, as this replica last saw it.");
        _replicas = metrics.CreateGauge(MetricNames.ReplicasReady, "Replicas that say they are ready, this one among them.");
        _pending = metrics.CreateGauge(MetricNames.ContextsPending, "Revisions that were let go and whose code is still in the process.");
        _changes = metrics.CreateCounter(MetricNames.RolloutChanges, "Changes of rollouts made by this replica.", [LabelNames.Change]);
        _notReady = metrics.CreateCounter(MetricNames.RolloutsNotReady, "Changes of rollouts refused by this replica since not every replica held the revisions in time.");
        _returns = metrics.CreateCounter(MetricNames.GuardReturns, "Rollouts that this replica's guard took back, by the bound that was passed.", [LabelNames.Bound]);
        _refusals = metrics.CreateCounter(
            MetricNames.GuardRefusals, "Rollouts that passed a bound and could not be taken back, once each: somebody must look.", [LabelNames.Bound]);
        _shadowAnswers = metrics.CreateCounter(
            MetricNames.ShadowAnswers, "What shadows said beside what was answered.",
            [LabelNames.Call, LabelNames.Policy, LabelNames.Revision, LabelNames.Shadow, LabelNames.Outcome, LabelNames.ShadowOutcome]);
        _shadowsSkipped = metrics.CreateCounter(MetricNames.ShadowsSkipped, "Decisions that shadows were not asked about, since too many waited.");
        // From 0 on, so that the first of each is a rise.
        foreach (var change in Enum.GetValues<RolloutChange>())
        {
            _changes.WithLabels(LabelValues<RolloutChange>.Of(change));
        }

        foreach (var bound in Enum.GetValues<GuardBound>())
        {
            _returns.WithLabels(LabelValues<GuardBound>.Of(bound));
            _refusals.WithLabels(LabelValues<GuardBound>.Of(bound));
        }

        registry.AddBeforeCollectCallback(() => _pending.Set(_letGo.Keys.Count(IsAlive)));
    }

    /// <summary>Revisions that were let go and are still in the process.</summary>
    internal int Pending => _letGo.Keys.Count(IsAlive);

    /// <summary>A revision was let go; its context tells when it has gone.</summary>
    public void LetGo(WeakReference context)
    {
        _letGo.TryAdd(context, true);
        foreach (var gone in _letGo.Keys.Where(waiting => !IsAlive(waiting)))
        {
            _letGo.TryRemove(gone, out _);
        }
    }

    public void Changed(RolloutChange change) => _changes.WithLabels(LabelValues<RolloutChange>.Of(change)).Inc();

    /// <summary>A change was refused, since replicas lagged.</summary>
    public void NotReady() => _notReady.Inc();

    public void Returned(GuardBound bound) => _returns.WithLabels(LabelValues<GuardBound>.Of(bound)).Inc();

    public void CannotReturn(GuardBound bound) => _refusals.WithLabels(LabelValues<GuardBound>.Of(bound)).Inc();

    public void ReplicasReady(int replicas) => _replicas.Set(replicas);

    public void Moving(int services) => _moving.Set(services);

    public void ShadowSkipped() => _shadowsSkipped.Inc();

    public void ShadowAnswered(DecisionCall call, RevisionName active, RevisionName shadow, Outcome outcome, Outcome other)
    {
        // An answer that comes after its rollout ended must not bring the series back.
        lock (_shown)
        {
            if (_shadowed.Contains((active, shadow)))
            {
                _shadowSeries.GetOrAdd(new ShadowSeries(call, active, shadow, outcome, other), static (series, self) => self._shadowAnswers.WithLabels(
                    LabelValues<DecisionCall>.Of(series.Call), series.Active.Policy, series.Active.Version, series.Shadow.Version,
                    LabelValues<Outcome>.Of(series.Outcome), LabelValues<Outcome>.Of(series.Other)), this).Inc();
            }
        }
    }

    /// <summary>Shows what is answered by now, and only that.</summary>
    public void Shows(RolloutTable table, RegistryState state)
    {
        var present = table.Services.Select(service => service.Present).OfType<Decisions.Rollout>().ToList();
        var parts = present.SelectMany(rollout => rollout.Shadows.Select(shadow => (shadow.Name, Arm.Shadow))
                .Append((rollout.Active.Name, Arm.Active))
                .Concat(rollout.Canary is { } canary ? [(canary.Revision.Name, Arm.Canary)] : Enumerable.Empty<(RevisionName, Arm)>()))
            .GroupBy(part => part)
            .ToDictionary(part => (string[])[part.Key.Item1.Policy, part.Key.Item1.Version, LabelValues<Arm>.Of(part.Key.Item2)], part => (double)part.Count());
        var broken = parts.Keys.Select(labels => (Policy: labels[0], Version: labels[1])).Distinct()
            .Where(named => state.InvariantsOf(named.Policy)?.BrokenBy.Any(revision => revision.Version == named.Version) is true)
            .ToDictionary(named => (string[])[named.Policy, named.Version], _ => 1.0);
        lock (_shown)
        {
            Show(_revisions, parts);
            Show(_brokenInvariants, broken);
            _shadowed = [.. table.Services.SelectMany(Watched).SelectMany(rollout =>
                rollout.Shadows.SelectMany(shadow => Answering(rollout).Select(answering => (answering, shadow.Name))))];
            foreach (var (series, counter) in _shadowSeries)
            {
                if (!_shadowed.Contains((series.Active, series.Shadow)) && _shadowSeries.TryRemove(series, out _))
                {
                    counter.Remove();
                }
            }
        }
    }

    // What is live, and what is on its way there; a change that waits for its time ends nobody's series.
    private static IEnumerable<Decisions.Rollout> Watched(ServiceRollouts service) => service.Known.Where(rollout => rollout.Epoch >= (service.Present?.Epoch ?? 0));

    private static IEnumerable<RevisionName> Answering(Decisions.Rollout rollout) => rollout.Canary is { } canary ? [rollout.Active.Name, canary.Revision.Name] : [rollout.Active.Name];

    private static void Show(Gauge gauge, Dictionary<string[], double> values)
    {
        foreach (var labels in gauge.GetAllLabelValues().ToList())
        {
            if (!values.Keys.Any(kept => kept.SequenceEqual(labels)))
            {
                gauge.RemoveLabelled(labels);
            }
        }

        foreach (var (labels, value) in values)
        {
            gauge.WithLabels(labels).Set(value);
        }
    }

    private static bool IsAlive(WeakReference context) => context.IsAlive;

    private readonly record struct ShadowSeries(DecisionCall Call, RevisionName Active, RevisionName Shadow, Outcome Outcome, Outcome Other);
}
