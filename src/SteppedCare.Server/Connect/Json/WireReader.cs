using System.Buffers.Binary;
using Google.Protobuf;

namespace SteppedCare.Server.Connect.Json;

/// <summary>Reads protobuf's encoding as this service wrote it.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> wire)
{
    private ReadOnlySpan<byte> _rest = wire;

    internal readonly bool AtEnd => _rest.IsEmpty;

    internal (int Number, WireFormat.WireType Type) Tag()
    {
        var tag = (uint)Varint();
        return (WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag));
    }

    internal ulong Varint()
    {
        ulong value = 0;
        for (var (place, shift) = (0, 0); ; place++, shift += 7)
        {
            var part = _rest[place];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                _rest = _rest[(place + 1)..];
                return value;
            }
        }
    }

    internal uint Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)));

    internal ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)));

    internal ReadOnlySpan<byte> Bytes() => Take((int)Varint());

    internal void Skip(WireFormat.WireType type)
    {
        switch (type)
        {
            case WireFormat.WireType.Varint:
                Varint();
                break;
            case WireFormat.WireType.Fixed32:
                Take(sizeof(uint));
                break;
            case WireFormat.WireType.Fixed64:
                Take(sizeof(ulong));
                break;
            case WireFormat.WireType.LengthDelimited:
                Bytes();
                break;
            default:
                throw new InvalidOperationException("Groups are not written here.");
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }
}
