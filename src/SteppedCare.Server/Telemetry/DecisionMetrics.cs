using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Prometheus;

namespace SteppedCare.Server.Telemetry;

/// <summary>
/// All instruments of one host. Every label comes from a closed list: members of an enum, what is registered, or what stands in a revision that is live.
/// </summary>
internal sealed class DecisionMetrics
{
    // A stage takes from a tenth of a microsecond (evaluate) to seconds (a commit on a busy disk).
    private static readonly double[] s_stageBuckets =
        [0.000001, 0.000005, 0.00002, 0.0001, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    private static readonly double[] s_storeBuckets = [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5];

    // From the store a revision is there in tenths of a second; a compile waits for its turn.
    private static readonly double[] s_loadBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

    private readonly ConcurrentDictionary<RevisionName, RevisionMeters> _revisions = new();
    private readonly Histogram.Child[] _stages;
    private readonly Counter _policyLoads;
    private readonly Histogram.Child[] _policyLoadDurations;
    private readonly Counter _grpcRequests;
    private readonly Counter _streamItems;
    private readonly Counter _replayDifferences;
    private readonly Counter _storeRoundTrips;
    private readonly Counter _storeErrors;
    private readonly Histogram _storeDurations;

    public DecisionMetrics(CollectorRegistry registry, string version)
    {
        var factory = Metrics.WithCustomRegistry(registry);

        // An exemplar would carry the trace of one person's call into a place where many look.
        factory.ExemplarBehavior = ExemplarBehavior.NoExemplars();
        Decisions = factory.CreateCounter(
            MetricNames.Decisions, "Decisions recorded.",
            [LabelNames.Call, LabelNames.Policy, LabelNames.Revision, LabelNames.Arm, LabelNames.Outcome, LabelNames.Step]);
        RuleHits = factory.CreateCounter(
            MetricNames.RuleHits, "Rules that applied in decisions recorded.",
            [LabelNames.Policy, LabelNames.Revision, LabelNames.Kind, LabelNames.Rule]);
        InsufficientData = factory.CreateCounter(
            MetricNames.InsufficientData, "Decisions that lacked a fact which could have changed them, by fact.",
            [LabelNames.Policy, LabelNames.Revision, LabelNames.Fact]);
        PolicyFaults = factory.CreateCounter(
            MetricNames.PolicyFaults, "Evaluations in which a policy failed or no rule held.", [LabelNames.Policy, LabelNames.Revision]);
        var stages = factory.CreateHistogram(
            MetricNames.StageDuration, "How long each stage of a call took, in seconds.", [LabelNames.Stage],
            new HistogramConfiguration { Buckets = s_stageBuckets });
        _stages = [.. Enum.GetValues<Stage>().Select(stage => stages.WithLabels(LabelValues<Stage>.Of(stage)))];
        _storeRoundTrips = factory.CreateCounter(
            MetricNames.StoreRoundTrips, "Questions put to the store.", [LabelNames.Store, LabelNames.Operation]);
        _storeErrors = factory.CreateCounter(
            MetricNames.StoreErrors, "Questions that the store did not answer.", [LabelNames.Store, LabelNames.Operation, LabelNames.Kind]);
        _storeDurations = factory.CreateHistogram(
            MetricNames.StoreDuration, "How long the store took to answer, in seconds.", [LabelNames.Store, LabelNames.Operation],
            new HistogramConfiguration { Buckets = s_storeBuckets });
        _policyLoads = factory.CreateCounter(
            MetricNames.PolicyLoads, "Attempts to make a revision live.", [LabelNames.Policy, LabelNames.Result]);
        var loads = factory.CreateHistogram(
            MetricNames.PolicyLoadDuration, "How long it took until a revision was ready to answer, in seconds.", [LabelNames.Artefact],
            new HistogramConfiguration { Buckets = s_loadBuckets });
        _policyLoadDurations = [.. Enum.GetValues<ArtefactOrigin>().Select(origin => loads.WithLabels(LabelValues<ArtefactOrigin>.Of(origin)))];
        _grpcRequests = factory.CreateCounter(MetricNames.GrpcRequests, "gRPC calls ended.", [LabelNames.Method, LabelNames.Code]);
        _streamItems = factory.CreateCounter(
            MetricNames.StreamItems, "Items of streams answered, or ended with their stream.", [LabelNames.Method, LabelNames.Code]);
        _replayDifferences = factory.CreateCounter(
            MetricNames.ReplayDifferences, "Decisions read back that would be made otherwise today; they are told as recorded.");
        OldestOpenRiskTask = factory.CreateGauge(
            MetricNames.OldestOpenRiskTask, "Age of the longest-open risk task of all services, in seconds; 0 when none is open.",
            new GaugeConfiguration { SuppressInitialValue = true });
        factory.CreateGauge(MetricNames.BuildInfo, "Always 1; its labels say what runs.", [LabelNames.Version, LabelNames.Runtime])
            .WithLabels(version, RuntimeInformation.FrameworkDescription).Set(1);
    }

    internal Counter Decisions { get; }

    internal Counter RuleHits { get; }

    internal Counter InsufficientData { get; }

    internal Counter PolicyFaults { get; }

    /// <summary>Not shown until the store was first read: 0 would say that nobody waits.</summary>
    internal Gauge OldestOpenRiskTask { get; }

    /// <summary>The meters of a revision that is in a rollout.</summary>
    public RevisionMeters Of(RevisionName revision) => _revisions.GetOrAdd(revision, static (name, self) => new RevisionMeters(self, name), this);

    /// <summary>Forgets the series of a revision that left every rollout.</summary>
    public void Retire(RevisionName revision)
    {
        if (_revisions.TryRemove(revision, out var meters))
        {
            meters.Retire();
        }
    }

    public void StageEnded(Stage stage, TimeSpan took) => _stages[(int)stage].Observe(took.TotalSeconds);

    /// <summary>From 0 on, so that the first revision of a policy that does not load is a rise.</summary>
    public void PolicyKnown(string policy)
    {
        foreach (var result in Enum.GetValues<PolicyLoadResult>())
        {
            _policyLoads.WithLabels(policy, LabelValues<PolicyLoadResult>.Of(result));
        }
    }

    public void PolicyLoaded(string policy, PolicyLoadResult result) => _policyLoads.WithLabels(policy, LabelValues<PolicyLoadResult>.Of(result)).Inc();

    public void PolicyReady(ArtefactOrigin origin, TimeSpan took) => _policyLoadDurations[(int)origin].Observe(took.TotalSeconds);

    public void ReplayDiffered() => _replayDifferences.Inc();

    /// <param name="method">The full name of a registered method: unknown ones never come here.</param>
    /// <param name="code">The status's name as callers know it, such as INVALID_ARGUMENT.</param>
    public void CallEnded(string method, string code) => _grpcRequests.WithLabels(method, code).Inc();

    /// <param name="method">The full name of a method that takes many items.</param>
    /// <param name="code">As of a call: what a unary call would have ended with.</param>
    public void ItemEnded(string method, string code) => _streamItems.WithLabels(method, code).Inc();

    public StoreMeters OfStore(string store) => new(_storeRoundTrips, _storeErrors, _storeDurations, store);
}
