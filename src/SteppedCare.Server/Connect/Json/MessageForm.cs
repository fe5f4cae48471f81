using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace SteppedCare.Server.Connect.Json;

/// <summary>What is known of a message before any is read: its fields by name.</summary>
internal sealed class MessageForm
{
    private readonly Dictionary<string, JsonField>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly Dictionary<string, JsonField> _names = new(StringComparer.Ordinal);

    internal MessageForm(MessageDescriptor descriptor)
    {
        IsInstant = descriptor.FullName == Timestamp.Descriptor.FullName;
        IsTime = descriptor.FullName == Duration.Descriptor.FullName;
        if (!IsInstant && !IsTime && descriptor.File.Package == Timestamp.Descriptor.File.Package)
        {
            throw new NotSupportedException($"{descriptor.FullName} has a JSON of its own, which is not read here.");
        }

        FieldCount = descriptor.Fields.InDeclarationOrder().Count;
        OneofCount = descriptor.RealOneofCount;
        _byName = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>google.protobuf.Timestamp: a string.</summary>
    internal bool IsInstant { get; }

    /// <summary>google.protobuf.Duration: a string; every other is an object with a member for each field.</summary>
    internal bool IsTime { get; }

    internal int FieldCount { get; }

    internal int OneofCount { get; }

    internal JsonField? Named(ReadOnlySpan<char> name) => _byName.TryGetValue(name, out var field) ? field : null;

    internal void Add(JsonField field)
    {
        // By either name, as protobuf's own JSON form has it.
        _names[field.JsonName] = field;
        _names[field.Name] = field;
    }
}
