using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Connect.Json;

/// <summary>What is known of a field before any is read.</summary>
internal sealed class JsonField
{
    /// <exception cref="NotSupportedException">No request of the contract has such a field.</exception>
    internal JsonField(FieldDescriptor descriptor, MessageForm? message, EnumForm? members)
    {
        Name = descriptor.Name;
        JsonName = descriptor.JsonName;
        Index = descriptor.Index;
        Oneof = descriptor.RealContainingOneof?.Index ?? -1;
        Type = descriptor.FieldType;
        IsRepeated = descriptor.IsRepeated;
        Message = message;
        Members = members;
        Tag = WireFormat.MakeTag(descriptor.FieldNumber, WireTypeOf(descriptor));
    }

    /// <summary>As the contract and the violations call it.</summary>
    internal string Name { get; }

    internal string JsonName { get; }

    internal int Index { get; }

    /// <summary>The choice that it belongs to; -1 for none.</summary>
    internal int Oneof { get; }

    internal FieldType Type { get; }

    internal bool IsRepeated { get; }

    internal uint Tag { get; }

    /// <summary>Of a field that holds messages.</summary>
    internal MessageForm? Message { get; }

    internal EnumForm? Members { get; }

    private static WireFormat.WireType WireTypeOf(FieldDescriptor descriptor) => descriptor.FieldType switch
    {
        FieldType.Bool or FieldType.Enum or FieldType.Int32 or FieldType.Int64 => WireFormat.WireType.Varint,
        FieldType.String => WireFormat.WireType.LengthDelimited,
        FieldType.Message when !descriptor.IsMap => WireFormat.WireType.LengthDelimited,
        FieldType.Double => WireFormat.WireType.Fixed64,
        _ => throw new NotSupportedException($"{descriptor.FullName} is of a kind whose JSON is not read here."),
    };
}
