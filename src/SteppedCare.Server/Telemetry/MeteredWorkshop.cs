using System.Collections.Immutable;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Workshop;
using Refusal = SteppedCare.Server.Decisions.Refusal;

namespace SteppedCare.Server.Telemetry;

/// <summary>Counts and times what the workshop is asked.</summary>
internal sealed class MeteredWorkshop(IPolicyWorkshop inner, WorkshopMeters meters, TimeProvider time) : IPolicyWorkshop
{
    public Task<Result<CompiledPolicy>> CompileAsync(PolicySource source, CancellationToken cancellationToken) =>
        MeterAsync(WorkshopTaskKind.Compile, () => inner.CompileAsync(source, cancellationToken));

    public Task<Result<CompiledPolicy>> CompileToServeAsync(PolicySource source, CancellationToken cancellationToken) =>
        MeterAsync(WorkshopTaskKind.Compile, () => inner.CompileToServeAsync(source, cancellationToken));

    public Task<Result<PolicyJudgement>> JudgeAsync(PolicyBundle bundle, CancellationToken cancellationToken) =>
        MeterAsync(WorkshopTaskKind.Judge, () => inner.JudgeAsync(bundle, cancellationToken));

    public Task<Result<PolicyJudgement>> JudgeToServeAsync(PolicyBundle bundle, ImmutableArray<Gate> gates, string whyNotOthers, CancellationToken cancellationToken) =>
        MeterAsync(WorkshopTaskKind.Judge, () => inner.JudgeToServeAsync(bundle, gates, whyNotOthers, cancellationToken));

    public Task<Result<InvariantsJudgement>> ProveAsync(string invariants, IReadOnlyList<PolicyBundle> revisions, CancellationToken cancellationToken) =>
        MeterAsync(WorkshopTaskKind.Prove, () => inner.ProveAsync(invariants, revisions, cancellationToken));

    public Task<Result<ComparisonAnswer>> CompareAsync(PolicyBundle before, PolicyBundle after, CancellationToken cancellationToken) =>
        MeterAsync(WorkshopTaskKind.Compare, () => inner.CompareAsync(before, after, cancellationToken));

    private async Task<Result<T>> MeterAsync<T>(WorkshopTaskKind kind, Func<Task<Result<T>>> ask)
        where T : class
    {
        var began = time.GetTimestamp();
        var end = WorkshopEnd.Ended;
        meters.Begun();
        try
        {
            var answer = await ask();
            end = EndOf(answer.Refusal);
            return answer;
        }
        catch (OperationCanceledException)
        {
            end = WorkshopEnd.CalledOff;
            throw;
        }
        finally
        {
            meters.Over(kind, end, time.GetElapsedTime(began));
        }
    }

    // What a script is refused for is an answer.
    private static WorkshopEnd EndOf(Refusal? refusal) =>
        refusal == WorkshopRefusals.Busy ? WorkshopEnd.Busy
        : refusal == WorkshopRefusals.OutOfTime ? WorkshopEnd.OutOfTime
        : refusal == WorkshopRefusals.Ended ? WorkshopEnd.Ended
        : WorkshopEnd.Done;
}
