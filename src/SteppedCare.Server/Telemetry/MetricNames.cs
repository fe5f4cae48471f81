namespace SteppedCare.Server.Telemetry;

/// <summary>The metrics' names, said once; docs/metrics.md is held against them.</summary>
internal static class MetricNames
{
    public const string Decisions = "steppedcare_decisions_total";
    public const string RuleHits = "steppedcare_rule_hits_total";
    public const string InsufficientData = "steppedcare_insufficient_data_total";
    public const string StageDuration = "steppedcare_stage_duration_seconds";
    public const string StoreRoundTrips = "steppedcare_store_round_trips_total";
    public const string StoreErrors = "steppedcare_store_errors_total";
    public const string StoreDuration = "steppedcare_store_round_trip_duration_seconds";
    public const string PolicyLoads = "steppedcare_policy_loads_total";
    public const string PolicyLoadDuration = "steppedcare_policy_load_duration_seconds";
    public const string PolicyFaults = "steppedcare_policy_faults_total";
    public const string ReplayDifferences = "steppedcare_replay_differences_total";
    public const string OldestOpenRiskTask = "steppedcare_oldest_open_risk_task_seconds";
    public const string GrpcRequests = "steppedcare_grpc_requests_total";
    public const string StreamItems = "steppedcare_stream_items_total";
    public const string RegistryFailures = "steppedcare_registry_failures_total";
    public const string RegistryEntries = "steppedcare_registry_entries";
    public const string RegistryLosses = "steppedcare_registry_losses_total";
    public const string RevisionInfo = "steppedcare_revision_info";
    public const string RolloutsMoving = "steppedcare_rollouts_moving";
    public const string RolloutChanges = "steppedcare_rollout_changes_total";
    public const string RolloutsNotReady = "steppedcare_rollouts_not_ready_total";
    public const string ReplicasReady = "steppedcare_replicas_ready";
    public const string GuardReturns = "steppedcare_guard_returns_total";
    public const string GuardRefusals = "steppedcare_guard_refusals_total";
    public const string ShadowAnswers = "steppedcare_shadow_answers_total";
    public const string ShadowsSkipped = "steppedcare_shadows_skipped_total";
    public const string InvariantsBroken = "steppedcare_invariants_broken";
    public const string ContextsPending = "steppedcare_contexts_pending_unload";
    public const string WorkshopTasks = "steppedcare_workshop_tasks_total";
    public const string WorkshopDuration = "steppedcare_workshop_task_duration_seconds";
    public const string WorkshopUnderWay = "steppedcare_workshop_tasks_under_way";
    public const string SweepEpisodes = "steppedcare_sweep_episodes_total";
    public const string SweepNotices = "steppedcare_sweep_notices_total";
    public const string SweepFailures = "steppedcare_sweep_failures_total";
    public const string SweepLag = "steppedcare_sweep_lag_seconds";
    public const string SweepRoundAge = "steppedcare_sweep_round_age_seconds";
    public const string SweepRecounted = "steppedcare_sweep_recounted_total";
    public const string SweepRecountsOpen = "steppedcare_sweep_recounts_open";
    public const string ListPages = "steppedcare_list_pages_total";
    public const string ListPageDuration = "steppedcare_list_page_duration_seconds";
    public const string ContactsOverdue = "steppedcare_contacts_overdue";
    public const string MeasureNumerator = "steppedcare_measure_numerator";
    public const string MeasureDenominator = "steppedcare_measure_denominator";
    public const string FiguresAge = "steppedcare_figures_age_seconds";
    public const string FiguresBegunAnew = "steppedcare_figures_begun_anew_total";
    public const string BuildInfo = "steppedcare_build_info";

    public static IReadOnlyList<string> All { get; } =
    [
        Decisions, RuleHits, InsufficientData, StageDuration, StoreRoundTrips, StoreErrors, StoreDuration, PolicyLoads, PolicyLoadDuration, PolicyFaults, ReplayDifferences,
        OldestOpenRiskTask, GrpcRequests, StreamItems, RegistryFailures, RegistryEntries, RegistryLosses, RevisionInfo, RolloutsMoving,
        RolloutChanges, RolloutsNotReady, ReplicasReady, GuardReturns, GuardRefusals, ShadowAnswers, ShadowsSkipped, InvariantsBroken, ContextsPending,
        WorkshopTasks, WorkshopDuration, WorkshopUnderWay, SweepEpisodes, SweepNotices, SweepFailures, SweepLag, SweepRoundAge, SweepRecounted, SweepRecountsOpen,
        ListPages, ListPageDuration, ContactsOverdue, MeasureNumerator, MeasureDenominator, FiguresAge, FiguresBegunAnew, BuildInfo,
    ];
}
