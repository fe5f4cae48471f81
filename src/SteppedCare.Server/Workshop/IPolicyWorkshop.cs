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
}

/// <summary>What came of a compile.</summary>
/// <param name="Artefact">Sealed, and not yet gated: whoever loads it gates it. Null when refused.</param>
/// <param name="Refusals">What the fences said; empty when there is an artefact.</param>
internal sealed record CompiledPolicy(PolicyArtefact? Artefact, IReadOnlyList<Policies.Refusal> Refusals);
