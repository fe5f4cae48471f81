using System.Text;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Registry;

/// <summary>The registry as this replica knows it, read on whenever somebody asks; and the one way to change it.</summary>
internal sealed partial class PolicyRegistry(IRegistryStore store, RegistryMeters meters, TimeProvider time, ILogger<PolicyRegistry> logger) : IPolicyRegistry
{
    private const int MostTries = 16;

    private readonly Lock _gate = new();
    private volatile RegistryLog _log = RegistryLog.Empty;
    private volatile StoreClock _clock = new(DateTimeOffset.UnixEpoch, 0);
    private Task<RegistryState> _reading = Task.FromResult(RegistryState.Empty);
    private Task<RegistryState>? _next;
    private bool _away;

    public event Action<RegistryState>? Moved;

    public RegistryState State => _log.State;

    public DateTimeOffset StoreNow => _clock is var (now, asked) ? now + time.GetElapsedTime(asked) : default;

    public Task<RegistryState> RefreshAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // One that is under way may have looked before the caller's reason to ask came about.
            _next ??= ReadAfterAsync(_reading);
            return _next.WaitAsync(cancellationToken);
        }
    }

    public async Task<Result<RegistryChange>> ChangeAsync(
        RegistryRequest? request, Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide, CancellationToken cancellationToken)
    {
        CommitFateUnknownException? doubt = null;
        for (var tries = 0; tries < MostTries; tries++)
        {
            var state = await ReadAsync(doubt, cancellationToken);
            if (request is not null && state.FindRequest(request.Id) is { } earlier)
            {
                return earlier.Hash == request.Hash ? new RegistryChange(earlier.Entry, state, IsRepetition: true) : RegistryRefusals.RequestReused;
            }

            if (state.HasUnread)
            {
                return RegistryRefusals.Unreadable;
            }

            var now = StoreNow;
            var (draft, refusal) = decide(state, now);
            if (draft is null)
            {
                return refusal!;
            }

            if (draft.IsThere)
            {
                return new RegistryChange(draft.Entry, state, IsRepetition: true);
            }

            ReadOnlyMemory<byte> entry = RegistryJson.Write(draft.Entry with { At = now, Request = request });
            try
            {
                if (await store.TryAppendAsync(state.Length, [entry], draft.Blobs, cancellationToken))
                {
                    return Appended(state, entry);
                }
            }
            catch (CommitFateUnknownException fault)
            {
                // Sent again upon the same length, only one of the two can come about.
                doubt = fault;
                if (await StandsAsync(state.Length, entry, fault, cancellationToken))
                {
                    return Appended(state, entry);
                }
            }
        }

        return RegistryRefusals.Contended;
    }

    public async Task<PolicyBundle?> LoadBundleAsync(RevisionName name, CancellationToken cancellationToken)
    {
        var state = State;
        if (state.Find(name) is not { } record)
        {
            return null;
        }

        var files = record.Published.Files;
        var script = await TextAsync(files.GetValueOrDefault(PolicyLibrary.ScriptName), cancellationToken);
        var cases = await TextAsync(files.GetValueOrDefault(PolicyLibrary.CasesName), cancellationToken);
        var readme = await TextAsync(files.GetValueOrDefault(PublishRevision.ReadmeName), cancellationToken);
        var invariants = await TextAsync(state.InvariantsOf(name.Policy)?.File, cancellationToken);
        return script is { Length: > 0 } && cases is not null && readme is not null && invariants is not null
            ? new PolicyBundle(new PolicyLabel(name.Policy, name.Version), script, cases, invariants, readme) { LanguageVersion = record.Published.LanguageVersion }
            : null;
    }

    public Task<ReadOnlyMemory<byte>?> LoadBlobAsync(string digest, CancellationToken cancellationToken) => store.LoadBlobAsync(digest, cancellationToken);

    // What is not there is empty; what is there and cannot be had is null.
    private async Task<string?> TextAsync(string? digest, CancellationToken cancellationToken)
    {
        if (digest is null)
        {
            return string.Empty;
        }

        if (await store.LoadBlobAsync(digest, cancellationToken) is { } bytes)
        {
            return Encoding.UTF8.GetString(bytes.Span);
        }

        BlobMissing(digest);
        return null;
    }

    private async Task<RegistryState> ReadAsync(CommitFateUnknownException? doubt, CancellationToken cancellationToken)
    {
        try
        {
            return await RefreshAsync(cancellationToken);
        }
        catch (Exception fault) when (doubt is not null && fault is StoreUnavailableException or OperationCanceledException)
        {
            throw new CommitFateUnknownException("The registry cannot be read again to see whether the change happened.", doubt);
        }
    }

    private async Task<bool> StandsAsync(long place, ReadOnlyMemory<byte> entry, CommitFateUnknownException doubt, CancellationToken cancellationToken)
    {
        try
        {
            return (await store.ReadAsync(place, cancellationToken)).Entries is [var found, ..] && found.Span.SequenceEqual(entry.Span);
        }
        catch (Exception fault) when (fault is StoreUnavailableException or OperationCanceledException)
        {
            throw new CommitFateUnknownException("The registry cannot be read again to see whether the change happened.", doubt);
        }
    }

    private RegistryChange Appended(RegistryState before, ReadOnlyMemory<byte> entry)
    {
        var read = RegistryJson.Read(entry.Span);
        var after = before.After(read);
        Take(new RegistryLog(after, entry), evenIfShorter: false);
        return new RegistryChange(read, after, IsRepetition: false);
    }

    private async Task<RegistryState> ReadAfterAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        lock (_gate)
        {
            _reading = _next!;
            _next = null;
        }

        try
        {
            await ReadOnAsync();
            Back();
            return State;
        }
        catch (StoreUnavailableException fault)
        {
            Away(fault);
            throw;
        }
    }

    private async Task ReadOnAsync()
    {
        var known = _log;
        var tail = await AskAsync(known.From);
        if (known.With(tail.Entries) is { } longer)
        {
            Take(longer, evenIfShorter: false);
            return;
        }

        HistoryLost(known.State.Length);
        meters.Lost();
        Take(RegistryLog.Empty.After((await AskAsync(0)).Entries), evenIfShorter: true);
    }

    private async Task<RegistryTail> AskAsync(long from)
    {
        var asked = time.GetTimestamp();
        var tail = await store.ReadAsync(from, CancellationToken.None);
        _clock = new StoreClock(tail.Now, asked);
        return tail;
    }

    private void Take(RegistryLog log, bool evenIfShorter)
    {
        lock (_gate)
        {
            if (log.State.Length <= _log.State.Length && !evenIfShorter)
            {
                return;
            }

            _log = log;
        }

        meters.Holds(log.State.Length);
        Moved?.Invoke(log.State);
    }

    private void Away(StoreUnavailableException fault)
    {
        meters.Failed();
        if (!Interlocked.Exchange(ref _away, true))
        {
            RegistryAway(fault);
        }
    }

    private void Back()
    {
        if (Interlocked.Exchange(ref _away, false))
        {
            RegistryBack();
        }
    }

    [LoggerMessage(60, LogLevel.Warning, "The registry of policies cannot be read; what is live stays live, and changes made elsewhere are seen when the store is back")]
    private partial void RegistryAway(Exception fault);

    [LoggerMessage(61, LogLevel.Information, "The registry of policies is read again")]
    private partial void RegistryBack();

    [LoggerMessage(62, LogLevel.Error, "The store holds another history of policies than the {Entries} entries read before: it lost writes. All of it is read again; look at the rollouts")]
    private partial void HistoryLost(long entries);

    [LoggerMessage(63, LogLevel.Error, "The store does not hold the file {Digest} of a published revision, or it is not what its name says")]
    private partial void BlobMissing(string digest);

    /// <summary>What the store's clock said, and when that was asked by ours.</summary>
    private sealed record StoreClock(DateTimeOffset Now, long Asked);
}
