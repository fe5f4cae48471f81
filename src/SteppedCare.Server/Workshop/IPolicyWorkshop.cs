using System.Collections.Immutable;
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

    /// <summary>As <see cref="CompileAsync"/>, of what is to answer people: it waits behind no gate, however many are asked.</summary>
    Task<Result<CompiledPolicy>> CompileToServeAsync(PolicySource source, CancellationToken cancellationToken);

    /// <summary>Every gate that needs no store.</summary>
    Task<Result<PolicyJudgement>> JudgeAsync(PolicyBundle bundle, CancellationToken cancellationToken);

    /// <summary>Some gates, of what is to answer people at once: it waits behind no other task.</summary>
    /// <param name="bundle">The files.</param>
    /// <param name="gates">The gates that are asked.</param>
    /// <param name="whyNotOthers">The sentence that stands for each of the others.</param>
    /// <param name="cancellationToken">Ends the process.</param>
    Task<Result<PolicyJudgement>> JudgeToServeAsync(PolicyBundle bundle, ImmutableArray<Gate> gates, string whyNotOthers, CancellationToken cancellationToken);

    /// <summary>Holds revisions against invariants that they were not published with.</summary>
    Task<Result<InvariantsJudgement>> ProveAsync(string invariants, IReadOnlyList<PolicyBundle> revisions, CancellationToken cancellationToken);

    /// <summary>What a change from one to the other does, among all people that can be.</summary>
    Task<Result<ComparisonAnswer>> CompareAsync(PolicyBundle before, PolicyBundle after, CancellationToken cancellationToken);
}
