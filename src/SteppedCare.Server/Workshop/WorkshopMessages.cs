using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SteppedCare.Server.Workshop;

/// <summary>What the server asks of the process beside it. Both are the same build, so this is no contract with anybody.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "ask")]
[JsonDerivedType(typeof(CompileTask), "compile")]
internal abstract record WorkshopTask;

/// <summary>Compiles a policy's script.</summary>
internal sealed record CompileTask(string Path, string Script) : WorkshopTask;

/// <summary>What came of it.</summary>
/// <param name="Artefact">The sealed bytes; null when refused.</param>
/// <param name="Refusals">Why.</param>
internal sealed record CompileOutcome(byte[]? Artefact, ImmutableArray<Policies.Refusal> Refusals);

/// <summary>How messages are written.</summary>
internal static class WorkshopMessages
{
    private static readonly JsonSerializerOptions s_options = new() { IncludeFields = false };

    internal static byte[] ToBytes(WorkshopTask task) => JsonSerializer.SerializeToUtf8Bytes(task, s_options);

    internal static byte[] ToBytes(object outcome) => JsonSerializer.SerializeToUtf8Bytes(outcome, outcome.GetType(), s_options);

    internal static T Read<T>(ReadOnlySpan<byte> bytes)
        where T : class => JsonSerializer.Deserialize<T>(bytes, s_options) ?? throw new JsonException("Nothing was said.");
}
