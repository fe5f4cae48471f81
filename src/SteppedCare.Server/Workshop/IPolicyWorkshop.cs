using SteppedCare.Policies;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Workshop;

/// <summary>
/// Everything about policies that takes long or needs the compiler, done in a process beside this one: a compile in here would slow every decision for
/// seconds, and a script that breaks the compiler would break serving. A process that ends, hangs or takes too much is a refusal that says so.
/// </summary>
internal interface IPolicyWorkshop
{
    /// <summary>A policy's script through every fence, sealed under this build's key; or what the fences said.</summary>
    Task<Result<CompiledPolicy>> CompileAsync(PolicySource source, CancellationToken cancellationToken);

    /// <summary>Every gate that needs no store.</summary>
    Task<Result<PolicyJudgement>> JudgeAsync(PolicyBundle bundle, CancellationToken cancellationToken);

    /// <summary>Holds revisions against invariants that they were not published with.</summary>
    Task<Result<InvariantsJudgement>> ProveAsync(string invariants, IReadOnlyList<PolicyBundle> revisions, CancellationToken cancellationToken);

    /// <summary>What a change from one to the other does, among all people that can be.</summary>
    Task<Result<ComparisonAnswer>> CompareAsync(PolicyBundle before, PolicyBundle after, CancellationToken cancellationToken);
}
