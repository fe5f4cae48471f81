using System.Security.Cryptography;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Decisions;

/// <summary>
/// Writes to an episode as if nobody else did: loads, lets the caller draft, commits, and begins again when somebody else was first. A request that was
/// carried out before is answered from the record; a commit of unknown fate is looked up before it is tried again.
/// </summary>
internal sealed class EpisodeLedger(ITrajectoryStore store, TimeProvider clock, RandomNumberGenerator chance, DecisionMetrics metrics)
{
    // Each try loses to a write that did happen, so that many callers of one episode still make progress; past this the caller is told to come again.
    private const int MostTries = 10;

    private static readonly Refusal s_contended =
        new(RefusalKind.Aborted, "EPISODE_CONTENDED", "Others wrote to this episode at the same time; send the same request again.")
        {
            IsLostRace = true,
        };

    private static readonly Refusal s_reused =
        new(RefusalKind.AlreadyExists, "REQUEST_ID_REUSED", "This request_id was used for another request of this episode.");

    internal DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Loads an episode to read it; null when it does not exist.</summary>
    internal async Task<EpisodeHistory?> ReadAsync(EpisodeKey key, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        // Also where there is nothing: a primary that was replaced and does not know it yet has never heard of what the new one acknowledged.
        var stored = await store.LoadAsync(key, null, cancellationToken);
        await store.SettleAsync(key, stored, cancellationToken);
        return stored.Trajectory.IsEmpty ? null : EpisodeHistory.Of(TrajectoryCodec.Decode(stored.Trajectory.Span), zone);
    }

    /// <summary>Carries a request out once, however often it is sent.</summary>
    /// <param name="key">The episode.</param>
    /// <param name="zone">The service's time zone.</param>
    /// <param name="request">The request's mark.</param>
    /// <param name="audit">What is kept for audit only from this write on; null where nothing was told.</param>
    /// <param name="draft">Decides what to write, given what is there and the epoch; run again when somebody else wrote first.</param>
    /// <param name="answer">Tells what became of it, from the history that ends with it; also for a repetition whose kept reply is gone.</param>
    /// <param name="encode">The reply as it is kept for repetitions.</param>
    /// <param name="cancellationToken">Ends the waiting; what was sent to the store may still happen.</param>
    internal async Task<Result<Reply<T>>> WriteAsync<T>(
        EpisodeKey key,
        TimeZoneInfo zone,
        RequestMark request,
        AuditTold? audit,
        Func<EpisodeHistory, TagEpoch, ValueTask<Result<Draft>>> draft,
        Func<EpisodeHistory, int, ValueTask<Result<T>>> answer,
        Func<T, byte[]> encode,
        CancellationToken cancellationToken)
        where T : class
    {
        var replyKey = new ReplyKey(request.Method, request.Id);
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var began = clock.GetTimestamp();
            var stored = audit is null ? await store.LoadAsync(key, replyKey, cancellationToken) : await store.LoadWithAuditAsync(key, replyKey, cancellationToken);
            metrics.StageEnded(Stage.Load, clock.GetElapsedTime(began));
            var history = EpisodeHistory.Of(stored.Trajectory.IsEmpty ? Begin() : TrajectoryCodec.Decode(stored.Trajectory.Span), zone);
            if (history.FindRequest(request.Method, request.Id) is { } earlier)
            {
                await SettleEarlierAsync(key, stored, cancellationToken);
                return await RepeatAsync(history, earlier, request, stored.Reply, answer);
            }

            var drafted = await draft(history, stored.Epoch);
            var audited = audit?.After(stored.Audit, history.Version) ?? default;
            if ((drafted.Refusal ?? audited.Refusal) is { } refusal)
            {
                // It may tell of what somebody else wrote a moment ago.
                await store.SettleAsync(key, stored, cancellationToken);
                return refusal;
            }

            var after = EpisodeHistory.Of(history.Trajectory.Append(drafted.Value!.Entry), zone);
            var made = await answer(after, after.Version);
            if (made.Refusal is { } unanswerable)
            {
                await store.SettleAsync(key, stored, cancellationToken);
                return unanswerable;
            }

            var reply = new KeptReply(replyKey, encode(made.Value!));
            var commit = CommitOf(stored, history, after, drafted.Value) with { Reply = reply, Audit = audited.Record };
            if (await TryCommitAsync(key, commit, isLast: attempt == MostTries, cancellationToken) == CommitResult.Committed)
            {
                return new Reply<T>(made.Value, default, IsRepetition: false);
            }
        }

        return s_contended;
    }

    /// <summary>Writes what follows from the episode itself and nobody asked for. The history keeps it from being written twice.</summary>
    /// <param name="key">The episode.</param>
    /// <param name="zone">The service's time zone.</param>
    /// <param name="draft">Decides what to write, given what is there and the epoch; null when nothing. Run again when somebody else wrote first.</param>
    /// <param name="cancellationToken">Ends the waiting; what was sent to the store may still happen.</param>
    /// <returns>What became of it; null where others wrote again and again.</returns>
    internal async Task<Appended?> AppendAsync(
        EpisodeKey key, TimeZoneInfo zone, Func<EpisodeHistory, TagEpoch, ValueTask<Draft?>> draft, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            var stored = await store.LoadAsync(key, null, cancellationToken);
            var history = EpisodeHistory.Of(stored.Trajectory.IsEmpty ? new Trajectory([], []) : TrajectoryCodec.Decode(stored.Trajectory.Span), zone);
            if (await draft(history, stored.Epoch) is not { } drafted)
            {
                return new Appended(history, stored.Epoch, IsWritten: false);
            }

            var after = EpisodeHistory.Of(history.Trajectory.Append(drafted.Entry), zone);
            if (await TryCommitAsync(key, CommitOf(stored, history, after, drafted), isLast: attempt == MostTries, cancellationToken) == CommitResult.Committed)
            {
                return new Appended(after, stored.Epoch, IsWritten: true);
            }
        }

        return null;
    }

    /// <summary>A write that was carried out before, and may have been told to nobody, must not be told before it is safe.</summary>
    private async Task SettleEarlierAsync(EpisodeKey key, StoredEpisode stored, CancellationToken cancellationToken)
    {
        try
        {
            await store.SettleAsync(key, stored, cancellationToken);
        }
        catch (StoreUnavailableException fault)
        {
            throw new CommitFateUnknownException("The store wrote it before and cannot vouch for it yet.", fault);
        }
    }

    private static async ValueTask<Result<Reply<T>>> RepeatAsync<T>(
        EpisodeHistory history, (int Version, RequestMark Mark) earlier, RequestMark request, ReadOnlyMemory<byte> kept,
        Func<EpisodeHistory, int, ValueTask<Result<T>>> answer)
        where T : class
    {
        if (earlier.Mark.Hash != request.Hash)
        {
            return s_reused;
        }

        if (!kept.IsEmpty)
        {
            return new Reply<T>(null, kept, IsRepetition: true);
        }

        // As it was then: what was written later does not belong into this answer.
        var rebuilt = await answer(history.At(earlier.Version), earlier.Version);
        return rebuilt.Refusal is { } refusal ? refusal : new Reply<T>(rebuilt.Value, default, IsRepetition: true);
    }

    private static EpisodeCommit CommitOf(StoredEpisode stored, EpisodeHistory before, EpisodeHistory after, Draft draft)
    {
        var entry = TrajectoryCodec.EncodeEntry(before.Trajectory, draft.Entry);
        return new EpisodeCommit
        {
            ExpectedVersion = before.Version,
            Epoch = draft.Epoch,
            Trajectory = TrajectoryCodec.AppendEntry(stored.Trajectory.Span, before.Trajectory, entry),
            Log = new LogReference(draft.Entry.Request.Method, TrajectoryCodec.Leaf(before.Trajectory.Nonce.AsSpan(), after.Version, entry)),
            EarliestDue = draft.EarliestDue(after),
            OldestOpenRiskTask = after.OldestOpenRiskTask,
            OpenTasks = OpenTask.Of(after),
            Reply = null,
        };
    }

    private async Task<CommitResult> TryCommitAsync(EpisodeKey key, EpisodeCommit commit, bool isLast, CancellationToken cancellationToken)
    {
        var began = clock.GetTimestamp();
        try
        {
            var result = await store.CommitAsync(key, commit, cancellationToken);
            metrics.StageEnded(Stage.Commit, clock.GetElapsedTime(began));
            return result;
        }
        catch (CommitFateUnknownException) when (!isLast && !cancellationToken.IsCancellationRequested)
        {
            // The next round finds our request there, or the version unmoved; either way it happens once.
            return CommitResult.VersionMoved;
        }
    }

    private Trajectory Begin()
    {
        var nonce = new byte[TrajectoryCodec.NonceLength];
        chance.GetBytes(nonce);
        return new Trajectory([.. nonce], []);
    }
}

/// <summary>What is to be written.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Epoch">The epoch decided under, as it was loaded; null when nothing was decided.</param>
/// <param name="EarliestDue">When the episode next falls due once this is written.</param>
internal sealed record Draft(TrajectoryEntry Entry, TagEpoch? Epoch, Func<EpisodeHistory, DateTimeOffset?> EarliestDue);

/// <summary>What became of a write that nobody asked for.</summary>
/// <param name="History">The episode as it stands now.</param>
/// <param name="Epoch">The epoch of its tag.</param>
/// <param name="IsWritten">Something was written.</param>
internal sealed record Appended(EpisodeHistory History, TagEpoch Epoch, bool IsWritten);

internal static class Instants
{
    /// <summary>What trajectories keep: whole milliseconds. Cut before it is used, so that what is answered equals what is recorded.</summary>
    internal static DateTimeOffset ToMilliseconds(this DateTimeOffset instant) => DateTimeOffset.FromUnixTimeMilliseconds(instant.ToUnixTimeMilliseconds());
}
