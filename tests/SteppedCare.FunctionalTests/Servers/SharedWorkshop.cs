using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;
using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Telemetry;
using SteppedCare.Server.Workshop;

namespace SteppedCare.FunctionalTests.Servers;

/// <summary>
/// One workshop for all servers in this process: the real one with its real processes, which take seconds to start. What one server had judged at its start is
/// not judged again for the next, since the same files are told the same. Tests of the workshop itself have one of their own.
/// </summary>
internal sealed class SharedWorkshop : IPolicyWorkshop
{
    // Of many servers at once, beside tests that leave a process of low priority little time: neither its waiting nor its work is what a single server's is.
    private static readonly WorkshopOptions s_options = new()
    {
        MostTime = TimeSpan.FromMinutes(10),
        MostWait = TimeSpan.FromMinutes(10),
        IdleTime = TimeSpan.FromMinutes(10),
    };
    private static readonly SharedWorkshop s_only = new();

    private readonly ConcurrentDictionary<ShippedQuestion, Task<Result<PolicyJudgement>>> _judged = new();

    // Two, since a process that gave way once is not one for what is to answer people.
    private readonly PolicyWorkshop _serving = New();
    private readonly PolicyWorkshop _judging = New();

    public Task<Result<CompiledPolicy>> CompileAsync(PolicySource source, CancellationToken cancellationToken) => _judging.CompileAsync(source, cancellationToken);

    public Task<Result<CompiledPolicy>> CompileToServeAsync(PolicySource source, CancellationToken cancellationToken) => _serving.CompileToServeAsync(source, cancellationToken);

    public Task<Result<PolicyJudgement>> JudgeAsync(PolicyBundle bundle, CancellationToken cancellationToken) => _judging.JudgeAsync(bundle, cancellationToken);

    public async Task<Result<PolicyJudgement>> JudgeToServeAsync(PolicyBundle bundle, ImmutableArray<Gate> gates, string whyNotOthers, CancellationToken cancellationToken)
    {
        var question = new ShippedQuestion(bundle, string.Join(' ', gates), whyNotOthers);
        var judging = _judged.GetOrAdd(question, _ => _serving.JudgeToServeAsync(bundle, gates, whyNotOthers, CancellationToken.None));
        var judged = await judging.WaitAsync(cancellationToken);
        if (judged.Value is null)
        {
            // A refusal tells of that process, not of the files.
            _judged.TryRemove(new(question, judging));
        }

        return judged;
    }

    public Task<Result<InvariantsJudgement>> ProveAsync(string invariants, IReadOnlyList<PolicyBundle> revisions, CancellationToken cancellationToken) =>
        _judging.ProveAsync(invariants, revisions, cancellationToken);

    public Task<Result<ComparisonAnswer>> CompareAsync(PolicyBundle before, PolicyBundle after, CancellationToken cancellationToken) =>
        _judging.CompareAsync(before, after, cancellationToken);

    /// <summary>In place of the server's own, counted and timed as that.</summary>
    internal static void PutInto(IServiceCollection services) => services.Replace(ServiceDescriptor.Singleton<IPolicyWorkshop>(provider => new MeteredWorkshop(
        s_only, new WorkshopMeters(provider.GetRequiredService<CollectorRegistry>()), provider.GetRequiredService<TimeProvider>())));

    private static PolicyWorkshop New() => new(s_options, TimeProvider.System, NullLogger<PolicyWorkshop>.Instance);

    private sealed record ShippedQuestion(PolicyBundle Bundle, string Gates, string WhyNotOthers);
}
