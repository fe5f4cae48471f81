using System.ComponentModel;
using System.Text;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Workshop;

/// <summary>Processes beside the server, a bounded number, each for one task at a time; one that is done waits a while for the next task.</summary>
internal sealed partial class PolicyWorkshop : IPolicyWorkshop, IDisposable
{
    private readonly WorkshopOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<PolicyWorkshop> _logger;
    private readonly SemaphoreSlim _places;
    private readonly ITimer _sweep;
    private readonly Lock _gate = new();
    private readonly Stack<WorkshopProcess> _aside = new();
    private readonly HashSet<WorkshopProcess> _all = [];
    private bool _isClosed;

    public PolicyWorkshop(WorkshopOptions options, TimeProvider time, ILogger<PolicyWorkshop> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _places = new SemaphoreSlim(options.MostProcesses);
        _sweep = time.CreateTimer(_ => EndIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public async Task<Result<CompiledPolicy>> CompileAsync(PolicySource source, CancellationToken cancellationToken)
    {
        var asked = await AskAsync<CompileOutcome>(new CompileTask(source.Path, source.Text, source.LanguageVersion), cancellationToken);
        if (asked.Value is not { } outcome)
        {
            return asked.Refusal!;
        }

        return new CompiledPolicy(Unsealed(outcome.Artefact, source), outcome.Refusals);
    }

    public async Task<Result<PolicyJudgement>> JudgeAsync(PolicyBundle bundle, CancellationToken cancellationToken)
    {
        var asked = await AskAsync<JudgeOutcome>(new JudgeTask(bundle), cancellationToken);
        return asked.Value is { } outcome
            ? new PolicyJudgement(GateReport.FromBytes(outcome.Report), Unsealed(outcome.Artefact, bundle.Source))
            : asked.Refusal!;
    }

    public async Task<Result<InvariantsJudgement>> ProveAsync(string invariants, IReadOnlyList<PolicyBundle> revisions, CancellationToken cancellationToken)
    {
        var asked = await AskAsync<ProveOutcome>(new ProveTask(invariants, [.. revisions]), cancellationToken);
        return asked.Value is { } outcome ? new InvariantsJudgement(outcome.Refusals, GateReport.FromBytes(outcome.Report).Gates) : asked.Refusal!;
    }

    public async Task<Result<ComparisonAnswer>> CompareAsync(PolicyBundle before, PolicyBundle after, CancellationToken cancellationToken)
    {
        var asked = await AskAsync<CompareOutcome>(new CompareTask(before, after), cancellationToken);
        return asked.Value is not { } outcome ? asked.Refusal!
            : outcome.Compiles ? new ComparisonAnswer(outcome.Regions, outcome.IsComplete)
            : WorkshopRefusals.NotCompiled;
    }

    /// <summary>The processes there are now.</summary>
    internal IReadOnlyList<int> ProcessIds
    {
        get
        {
            lock (_gate)
            {
                return [.. _all.Select(process => process.Id)];
            }
        }
    }

    public void Dispose()
    {
        _sweep.Dispose();
        List<WorkshopProcess> left;
        lock (_gate)
        {
            _isClosed = true;
            left = [.. _all];
            _all.Clear();
            _aside.Clear();
        }

        left.ForEach(process => process.Dispose());
    }

    // Sealed under the key of this very build, and both are the same.
    private static PolicyArtefact? Unsealed(byte[]? artefact, PolicySource source) => artefact is { } bytes
        ? PolicyArtefact.TryRead(bytes, PolicyIdentity.KeyOf(source)) ?? throw new InvalidOperationException("The workshop sealed something else.")
        : null;

    private async Task<Result<T>> AskAsync<T>(WorkshopTask task, CancellationToken cancellationToken)
        where T : class
    {
        if (!await _places.WaitAsync(_options.MostWait, cancellationToken))
        {
            return WorkshopRefusals.Busy;
        }

        try
        {
            var bytes = WorkshopMessages.ToBytes(task);

            // One that waited may have ended meanwhile, or be worn out by what it did before: that says nothing of this task.
            return Worker() is { Done: > 0 } used && await TryAsync<T>(used, bytes, cancellationToken) is var (answer, isWorn) && !isWorn
                ? answer
                : (await TryAsync<T>(Fresh(), bytes, cancellationToken)).Answer;
        }
        catch (Exception fault) when (fault is Win32Exception or ObjectDisposedException)
        {
            NotStarted(fault.Message);
            return WorkshopRefusals.Ended;
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task<(Result<T> Answer, bool IsWorn)> TryAsync<T>(WorkshopProcess process, byte[] task, CancellationToken cancellationToken)
        where T : class
    {
        using var limit = new CancellationTokenSource(_options.MostTime, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var isDone = false;
        try
        {
            var frame = await process.AskAsync(task, either.Token);
            if (frame.Kind != WorkshopFrameKind.Outcome)
            {
                TaskFailed(Encoding.UTF8.GetString(frame.Message.Span));
                return (WorkshopRefusals.Ended, false);
            }

            isDone = true;
            return (WorkshopMessages.Read<T>(frame.Message.Span), false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            TookTooLong(_options.MostTime.TotalSeconds);
            return (WorkshopRefusals.OutOfTime, false);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException)
        {
            ProcessEnded(await process.ComplaintAsync());
            return (WorkshopRefusals.Ended, true);
        }
        finally
        {
            if (isDone && process.Done < _options.MostTasks)
            {
                PutAside(process);
            }
            else
            {
                End(process);
            }
        }
    }

    private WorkshopProcess? Worker()
    {
        lock (_gate)
        {
            return _aside.TryPop(out var process) ? process : null;
        }
    }

    private WorkshopProcess Fresh()
    {
        var process = WorkshopProcess.Start(_options);
        lock (_gate)
        {
            if (!_isClosed)
            {
                _all.Add(process);
                return process;
            }
        }

        process.Dispose();
        throw new ObjectDisposedException(nameof(PolicyWorkshop));
    }

    private void PutAside(WorkshopProcess process)
    {
        process.AsideSince = _time.GetTimestamp();
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _aside.Push(process);
            _sweep.Change(_options.IdleTime, Timeout.InfiniteTimeSpan);
        }
    }

    private void End(WorkshopProcess process)
    {
        lock (_gate)
        {
            _all.Remove(process);
        }

        process.Dispose();
    }

    private void EndIdle()
    {
        List<WorkshopProcess> idle;
        lock (_gate)
        {
            idle = [.. _aside.Where(process => _time.GetElapsedTime(process.AsideSince) >= _options.IdleTime)];
            var fresh = _aside.Except(idle).Reverse().ToList();
            _aside.Clear();
            fresh.ForEach(_aside.Push);
            _all.ExceptWith(idle);
            if (fresh.Count > 0)
            {
                _sweep.Change(_options.IdleTime, Timeout.InfiniteTimeSpan);
            }
        }

        idle.ForEach(process => process.Dispose());
    }

    [LoggerMessage(90, LogLevel.Warning, "The workshop took longer than {Seconds} s over a policy and was ended; serving is not touched")]
    private partial void TookTooLong(double seconds);

    [LoggerMessage(91, LogLevel.Warning, "The workshop ended over a policy; serving is not touched. It said: {Complaint}")]
    private partial void ProcessEnded(string complaint);

    [LoggerMessage(92, LogLevel.Error, "The workshop failed over a policy with {Fault}; serving is not touched")]
    private partial void TaskFailed(string fault);

    [LoggerMessage(93, LogLevel.Error, "The workshop cannot be started: {Fault}")]
    private partial void NotStarted(string fault);
}
