using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Connect.Json;

/// <summary>How a message stands in JSON.</summary>
internal enum MessageStanding
{
    /// <summary>An object with a member for each field.</summary>
    Object,

    /// <summary>google.protobuf.Timestamp: a string.</summary>
    Timestamp,

    /// <summary>google.protobuf.Duration: a string.</summary>
    Duration,

    /// <summary>google.protobuf.StringValue and its like: what it holds.</summary>
    Wrapper,
}

/// <summary>What is known of a message before any is read: its fields by name and number.</summary>
internal sealed class MessageForm
{
    private readonly Dictionary<string, FieldForm>.AlternateLookup<ReadOnlySpan<char>> _byName;
    private readonly Dictionary<int, FieldForm> _byNumber = [];
    private readonly Dictionary<string, FieldForm> _names = new(StringComparer.Ordinal);

    internal MessageForm(MessageDescriptor descriptor)
    {
        Standing = StandingOf(descriptor);
        FieldCount = descriptor.Fields.InDeclarationOrder().Count;
        OneofCount = descriptor.RealOneofCount;
        _byName = _names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    internal MessageStanding Standing { get; }

    internal int FieldCount { get; }

    internal int OneofCount { get; }

    internal FieldForm? Named(ReadOnlySpan<char> name) => _byName.TryGetValue(name, out var field) ? field : null;

    internal FieldForm? Numbered(int number) => _byNumber.GetValueOrDefault(number);

    internal void Add(FieldForm field)
    {
        // By either name, as protobuf's own JSON form has it.
        _names[field.JsonName] = field;
        _names[field.Name] = field;
        _byNumber.Add(field.Number, field);
    }

    private static MessageStanding StandingOf(MessageDescriptor descriptor) => descriptor.FullName switch
    {
        "google.protobuf.Timestamp" => MessageStanding.Timestamp,
        "google.protobuf.Duration" => MessageStanding.Duration,
        _ when descriptor.File.Name == "google/protobuf/wrappers.proto" => MessageStanding.Wrapper,

        // Their JSON is a matter of its own, and nothing in the contract needs it: found out at start, not by a caller.
        "google.protobuf.Any" or "google.protobuf.Struct" or "google.protobuf.Value" or "google.protobuf.ListValue" or "google.protobuf.FieldMask" =>
            throw new NotSupportedException($"{descriptor.FullName} has no JSON here."),
        _ => MessageStanding.Object,
    };
}
