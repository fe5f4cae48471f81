using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Connect.Json;

/// <summary>What is known of a field before any is read.</summary>
internal sealed class FieldForm
{
    internal FieldForm(FieldDescriptor descriptor, string jsonName, MessageForm? message, EnumForm? members)
    {
        Name = descriptor.Name;
        JsonName = jsonName;
        Written = JsonEncodedText.Encode(jsonName);
        Number = descriptor.FieldNumber;
        Index = descriptor.Index;
        Oneof = descriptor.RealContainingOneof?.Index ?? -1;
        Type = descriptor.FieldType;
        IsMap = descriptor.IsMap;
        IsRepeated = descriptor.IsRepeated && !IsMap;
        Message = message;
        Members = members;
        Tag = WireFormat.MakeTag(Number, WireTypeOf(Type));
    }

    /// <summary>As the contract and the violations call it.</summary>
    internal string Name { get; }

    internal string JsonName { get; }

    internal JsonEncodedText Written { get; }

    internal int Number { get; }

    internal int Index { get; }

    /// <summary>The choice that it belongs to; -1 for none.</summary>
    internal int Oneof { get; }

    internal FieldType Type { get; }

    internal bool IsMap { get; }

    internal bool IsRepeated { get; }

    internal uint Tag { get; }

    /// <summary>Several of them may stand as one run of bytes.</summary>
    internal bool IsPackable => Type is not (FieldType.String or FieldType.Bytes or FieldType.Message);

    /// <summary>Of a field that holds messages; of a map, the form of its entries.</summary>
    internal MessageForm? Message { get; }

    internal EnumForm? Members { get; }

    private static WireFormat.WireType WireTypeOf(FieldType type) => type switch
    {
        FieldType.Bool or FieldType.Enum or FieldType.Int32 or FieldType.Int64 or FieldType.UInt32 or FieldType.UInt64 => WireFormat.WireType.Varint,
        FieldType.String or FieldType.Bytes or FieldType.Message => WireFormat.WireType.LengthDelimited,
        FieldType.Double => WireFormat.WireType.Fixed64,
        FieldType.Float => WireFormat.WireType.Fixed32,
        _ => throw new NotSupportedException($"Fields of type {type} have no JSON here."),
    };
}
