using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using SteppedCare.Policies;

namespace SteppedCare.Server.Workshop;

/// <summary>What the server asks of the process beside it. Both are the same build, so this is no contract with anybody.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask")]
[JsonDerivedType(typeof(CompileTask), "compile")]
[JsonDerivedType(typeof(JudgeTask), "judge")]
[JsonDerivedType(typeof(ProveTask), "prove")]
[JsonDerivedType(typeof(CompareTask), "compare")]
internal abstract record WorkshopTask;

/// <summary>Compiles a policy's script.</summary>
internal sealed record CompileTask(string Path, string Script, int LanguageVersion) : WorkshopTask;

/// <summary>What came of it.</summary>
/// <param name="Artefact">The sealed bytes; null when refused.</param>
/// <param name="Refusals">Why.</param>
internal sealed record CompileOutcome(byte[]? Artefact, ImmutableArray<Policies.Refusal> Refusals);

/// <summary>Asks gates that need no store.</summary>
/// <param name="Bundle">The files.</param>
/// <param name="Gates">Which.</param>
/// <param name="WhyNotOthers">The sentence that stands for each of the others.</param>
internal sealed record JudgeTask(PolicyBundle Bundle, ImmutableArray<Gate> Gates, string WhyNotOthers) : WorkshopTask;

/// <summary>What came of it.</summary>
/// <param name="Report">The report as it is kept.</param>
/// <param name="Artefact">The sealed bytes; null when the script does not compile.</param>
internal sealed record JudgeOutcome(byte[] Report, byte[]? Artefact);

/// <summary>Holds revisions against other invariants than their own.</summary>
internal sealed record ProveTask(string Invariants, ImmutableArray<PolicyBundle> Revisions) : WorkshopTask;

/// <summary>What came of it.</summary>
/// <param name="Refusals">What the fences said of the invariants.</param>
/// <param name="Report">The results as gates of one report, in the order of the revisions; empty when refused.</param>
internal sealed record ProveOutcome(ImmutableArray<Policies.Refusal> Refusals, byte[] Report);

/// <summary>Compares two scripts.</summary>
internal sealed record CompareTask(PolicyBundle Before, PolicyBundle After) : WorkshopTask;

/// <summary>What came of it.</summary>
/// <param name="Compiles">Both do; nothing was compared otherwise.</param>
/// <param name="Regions">What differs.</param>
/// <param name="IsComplete">No budget ended it.</param>
internal sealed record CompareOutcome(bool Compiles, ImmutableArray<ComparedRegion> Regions, bool IsComplete);

/// <summary>How messages are written.</summary>
internal static class WorkshopMessages
{
    private static readonly JsonSerializerOptions s_options = new() { IncludeFields = false };

    internal static byte[] ToBytes(WorkshopTask task) => JsonSerializer.SerializeToUtf8Bytes(task, s_options);

    internal static byte[] ToBytes(object outcome) => JsonSerializer.SerializeToUtf8Bytes(outcome, outcome.GetType(), s_options);

    internal static T Read<T>(ReadOnlySpan<byte> bytes)
        where T : class => JsonSerializer.Deserialize<T>(bytes, s_options) ?? throw new JsonException("Nothing was said.");
}
