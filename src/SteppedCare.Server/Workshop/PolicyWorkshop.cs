using System.Collections.Immutable;
using System.ComponentModel;
using System.Text;
using System.Text.Json;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Workshop;

/// <summary>What is asked of the processes beside the server, and what becomes of a task whose process ends, hangs or takes too much.</summary>
internal sealed partial class PolicyWorkshop(WorkshopOptions options, TimeProvider time, ILogger<PolicyWorkshop> logger) : IPolicyWorkshop, IDisposable
{
    private readonly WorkshopPlaces _places = new(options);
    private readonly WorkshopPool _pool = new(options, time);

    /// <summary>The processes there are now.</summary>
    internal IReadOnlyList<int> ProcessIds => _pool.ProcessIds;

    public Task<Result<CompiledPolicy>> CompileAsync(PolicySource source, CancellationToken cancellationToken) =>
        CompileAsync(source, isAwaited: false, cancellationToken);

    public Task<Result<CompiledPolicy>> CompileToServeAsync(PolicySource source, CancellationToken cancellationToken) =>
        CompileAsync(source, isAwaited: true, cancellationToken);

    public Task<Result<PolicyJudgement>> JudgeAsync(PolicyBundle bundle, CancellationToken cancellationToken) =>
        JudgeAsync(new JudgeTask(bundle, [.. GateOptions.All.Gates], GateOptions.All.WhyNotAsked), isAwaited: false, cancellationToken);

    public Task<Result<PolicyJudgement>> JudgeToServeAsync(PolicyBundle bundle, ImmutableArray<Gate> gates, string whyNotOthers, CancellationToken cancellationToken) =>
        JudgeAsync(new JudgeTask(bundle, gates, whyNotOthers), isAwaited: true, cancellationToken);

    public async Task<Result<InvariantsJudgement>> ProveAsync(string invariants, IReadOnlyList<PolicyBundle> revisions, CancellationToken cancellationToken)
    {
        var asked = await AskAsync<ProveOutcome>(new ProveTask(invariants, [.. revisions]), isAwaited: false, cancellationToken);
        return asked.Value is { } outcome ? new InvariantsJudgement(outcome.Refusals, GateReport.FromBytes(outcome.Report).Gates) : asked.Refusal!;
    }

    public async Task<Result<ComparisonAnswer>> CompareAsync(PolicyBundle before, PolicyBundle after, CancellationToken cancellationToken)
    {
        var asked = await AskAsync<CompareOutcome>(new CompareTask(before, after), isAwaited: false, cancellationToken);
        return asked.Value is not { } outcome ? asked.Refusal!
            : outcome.Compiles ? new ComparisonAnswer(outcome.Regions, outcome.IsComplete)
            : WorkshopRefusals.NotCompiled;
    }

    public void Dispose()
    {
        _pool.Dispose();
        _places.Dispose();
    }

    private async Task<Result<CompiledPolicy>> CompileAsync(PolicySource source, bool isAwaited, CancellationToken cancellationToken)
    {
        var asked = await AskAsync<CompileOutcome>(new CompileTask(source.Path, source.Text, source.LanguageVersion), isAwaited, cancellationToken);
        return asked.Value is { } outcome ? new CompiledPolicy(Unsealed(outcome.Artefact, source), outcome.Refusals) : asked.Refusal!;
    }

    private async Task<Result<PolicyJudgement>> JudgeAsync(JudgeTask task, bool isAwaited, CancellationToken cancellationToken)
    {
        var asked = await AskAsync<JudgeOutcome>(task, isAwaited, cancellationToken);
        return asked.Value is { } outcome ? new PolicyJudgement(GateReport.FromBytes(outcome.Report), Unsealed(outcome.Artefact, task.Bundle.Source)) : asked.Refusal!;
    }

    // Sealed under the key of this very build, and both are the same.
    private static PolicyArtefact? Unsealed(byte[]? artefact, PolicySource source) => artefact is { } bytes
        ? PolicyArtefact.TryRead(bytes, PolicyIdentity.KeyOf(source)) ?? throw new InvalidOperationException("The workshop sealed something else.")
        : null;

    private async Task<Result<T>> AskAsync<T>(WorkshopTask task, bool isAwaited, CancellationToken cancellationToken)
        where T : class
    {
        using var place = await _places.TakeAsync(isAwaited, cancellationToken);
        if (place is null)
        {
            return WorkshopRefusals.Busy;
        }

        try
        {
            var bytes = WorkshopMessages.ToBytes(task);

            // One that waited may have ended meanwhile, or be worn out by what it did before: that says nothing of this task.
            return _pool.Waiting(isAwaited) is { Done: > 0 } used && await TryAsync<T>(used, bytes, isAwaited, cancellationToken) is var (answer, isWorn) && !isWorn
                ? answer
                : (await TryAsync<T>(_pool.Fresh(), bytes, isAwaited, cancellationToken)).Answer;
        }
        catch (Exception fault) when (fault is Win32Exception or ObjectDisposedException)
        {
            NotStarted(fault.Message);
            return WorkshopRefusals.Ended;
        }
    }

    private async Task<(Result<T> Answer, bool IsWorn)> TryAsync<T>(WorkshopProcess process, byte[] task, bool isAwaited, CancellationToken cancellationToken)
        where T : class
    {
        if (!isAwaited)
        {
            process.GiveWay();
        }

        using var limit = new CancellationTokenSource(options.MostTime, time);
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

            var outcome = WorkshopMessages.Read<T>(frame.Message.Span);
            isDone = true;
            return (outcome, false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            TookTooLong(options.MostTime.TotalSeconds);
            return (WorkshopRefusals.OutOfTime, false);
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException or InvalidOperationException or JsonException)
        {
            ProcessEnded(await process.ComplaintAsync());
            return (WorkshopRefusals.Ended, true);
        }
        finally
        {
            if (isDone)
            {
                _pool.Done(process);
            }
            else
            {
                _pool.End(process);
            }
        }
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
