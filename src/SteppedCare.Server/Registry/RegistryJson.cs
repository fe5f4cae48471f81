using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SteppedCare.Server.Registry;

/// <summary>
/// Entries as the store keeps them. Fields that a later release adds are passed over; an entry of a kind that only a later release knows, or that cannot be
/// read, still counts as one and keeps its request.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowOutOfOrderMetadataProperties = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RegistryEntry))]
[JsonSerializable(typeof(ReplicaBeat))]
[JsonSerializable(typeof(RevisionName))]
internal sealed partial class RegistryJson : JsonSerializerContext
{
    internal static byte[] Write(RegistryEntry entry) => JsonSerializer.SerializeToUtf8Bytes(entry, Default.RegistryEntry);

    internal static byte[] Write(ReplicaBeat beat) => JsonSerializer.SerializeToUtf8Bytes(beat, Default.ReplicaBeat);

    internal static byte[] Write(RevisionName name) => JsonSerializer.SerializeToUtf8Bytes(name, Default.RevisionName);

    internal static RegistryEntry Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, Default.RegistryEntry) switch
            {
                { } entry when !IsWhole(entry) => UnreadEntry.Of(bytes),
                RolloutChanged changed => changed with
                {
                    Epochs = changed.Epochs.WithComparers(StringComparer.Ordinal),
                    Plans = changed.Plans.WithComparers(StringComparer.Ordinal),
                    BackTo = changed.BackTo?.WithComparers(StringComparer.Ordinal),
                    Mark = MarkOf(bytes),
                },
                RevisionPublished published => published with { Files = published.Files.WithComparers(StringComparer.Ordinal) },
                { } other => other,
                null => UnreadEntry.Of(bytes),
            };
        }
        catch (Exception fault) when (fault is JsonException or NotSupportedException or ArgumentException or InvalidOperationException or FormatException)
        {
            return UnreadEntry.Of(bytes);
        }
    }

    /// <summary>Null for what a later release says in another way.</summary>
    internal static ReplicaBeat? ReadBeat(ReadOnlySpan<byte> bytes) => TryRead(bytes, Default.ReplicaBeat);

    /// <summary>Null for what a later release says in another way.</summary>
    internal static RevisionName? ReadName(ReadOnlySpan<byte> bytes) => TryRead(bytes, Default.RevisionName);

    // Never 0, which stands for none.
    private static long MarkOf(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(bytes)) is not 0 and var mark ? mark : 1;

    // What the form alone cannot demand: nothing within a list or a table is null, and both tables of a rollout are of the same services.
    private static bool IsWhole(RegistryEntry entry) => entry switch
    {
        RevisionPublished published => published.Files.Values.All(digest => digest is not null),
        InvariantsPublished invariants => IsWhole(invariants.BrokenBy),
        RolloutChanged changed => changed.Epochs.Keys.SequenceEqual(changed.Plans.Keys, StringComparer.Ordinal)
            && changed.Plans.Values.All(plan => plan is not null && IsWhole(plan.Shadows)),
        _ => true,
    };

    private static bool IsWhole(ImmutableArray<RevisionName> names) => !names.IsDefault && names.All(name => name is not null);

    private static T? TryRead<T>(ReadOnlySpan<byte> bytes, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> form)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(bytes, form);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
