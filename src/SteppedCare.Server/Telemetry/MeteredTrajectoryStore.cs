using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Telemetry;

/// <summary>Counts and times what is asked of a store, and tells at once when it is gone.</summary>
/// <param name="store">The store that answers.</param>
/// <param name="meters">Where it is counted.</param>
/// <param name="time">The clock.</param>
/// <param name="gone">Called for each question that the store could not answer.</param>
internal sealed class MeteredTrajectoryStore(ITrajectoryStore store, StoreMeters meters, TimeProvider time, Action gone) : ITrajectoryStore
{
    public Task<StoredEpisode> LoadAsync(EpisodeKey key, ReplyKey? reply, CancellationToken cancellationToken) =>
        MeterAsync(StoreOperation.Load, store.LoadAsync, key, reply, cancellationToken);

    public Task<CommitResult> CommitAsync(EpisodeKey key, EpisodeCommit commit, CancellationToken cancellationToken) =>
        MeterAsync(StoreOperation.Commit, store.CommitAsync, key, commit, cancellationToken);

    public Task SettleAsync(EpisodeKey key, StoredEpisode seen, CancellationToken cancellationToken) =>
        seen.History is null
            ? store.SettleAsync(key, seen, cancellationToken)
            : MeterAsync(StoreOperation.Settle, async (of, what, token) =>
            {
                await store.SettleAsync(of, what, token);
                return true;
            }, key, seen, cancellationToken);

    public Task InitialiseEpochAsync(string service, long epoch, CancellationToken cancellationToken) =>
        MeterAsync(StoreOperation.InitialiseEpoch, async (name, number, token) =>
        {
            await store.InitialiseEpochAsync(name, number, token);
            return true;
        }, service, epoch, cancellationToken);

    public Task<StoreCoverage> ProbeAsync(CancellationToken cancellationToken) =>
        MeterAsync(StoreOperation.Probe, (_, _, token) => store.ProbeAsync(token), 0, 0, cancellationToken);

    public Task<DateTimeOffset?> OldestOpenRiskTaskAsync(string service, CancellationToken cancellationToken) =>
        MeterAsync(StoreOperation.OldestOpenRiskTask, (name, _, token) => store.OldestOpenRiskTaskAsync(name, token), service, 0, cancellationToken);

    public Task<ReadOnlyMemory<byte>> LoadAuditAttributesAsync(EpisodeKey key, CancellationToken cancellationToken) =>
        MeterAsync(StoreOperation.LoadAuditAttributes, (of, _, token) => store.LoadAuditAttributesAsync(of, token), key, 0, cancellationToken);

    private async Task<T> MeterAsync<T1, T2, T>(
        StoreOperation operation, Func<T1, T2, CancellationToken, Task<T>> ask, T1 first, T2 second, CancellationToken cancellationToken)
    {
        meters.Asked(operation);
        var asked = time.GetTimestamp();
        try
        {
            var answer = await ask(first, second, cancellationToken);
            meters.Answered(operation, time.GetElapsedTime(asked));
            return answer;
        }
        catch (Exception fault)
        {
            meters.Failed(operation, KindOf(fault));
            if (fault is StoreUnavailableException)
            {
                gone();
            }

            throw;
        }
    }

    private static StoreErrorKind KindOf(Exception fault) => fault switch
    {
        CommitFateUnknownException => StoreErrorKind.FateUnknown,
        StoreUnavailableException => StoreErrorKind.Unavailable,
        OperationCanceledException => StoreErrorKind.OutOfTime,
        _ => StoreErrorKind.Broken,
    };
}
