using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace SteppedCare;

/// <summary>How a field's value is written. The two low bits of its tag.</summary>
internal enum FieldForm
{
    Number = 0,
    Bytes = 1,
    Eight = 2,
    Sixteen = 3,
}

/// <summary>
/// Writes numbered fields: a tag <c>(number &lt;&lt; 2) | form</c> and the value. What is zero, empty or absent is not written, and reads back so.
/// </summary>
internal sealed class FieldWriter
{
    // A lone surrogate is no text: it would come back as another character.
    private static readonly UTF8Encoding s_text = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _bytes = new(128);

    internal ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    internal void Number(int field, ulong value)
    {
        if (value != 0)
        {
            Present(field, value);
        }
    }

    /// <summary>Also when it is 0: where 0 and absent differ.</summary>
    internal void Present(int field, ulong value)
    {
        Tag(field, FieldForm.Number);
        Varint.Write(_bytes, value);
    }

    internal void Signed(int field, long value) => Number(field, ZigZag(value));

    internal void PresentSigned(int field, long value) => Present(field, ZigZag(value));

    internal void Bytes(int field, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            PresentBytes(field, value);
        }
    }

    internal void PresentBytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, FieldForm.Bytes);
        Varint.Write(_bytes, (uint)value.Length);
        _bytes.Write(value);
    }

    internal void Eight(int field, ulong value)
    {
        Tag(field, FieldForm.Eight);
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    internal void Text(int field, string value) => Bytes(field, s_text.GetBytes(value));

    /// <summary>An id: sixteen bytes for a UUID in its canonical lower-case form, otherwise text.</summary>
    internal void Id(int field, string id)
    {
        if (!Guid.TryParseExact(id, "D", out var guid) || guid.ToString("D") != id)
        {
            Text(field, id);
            return;
        }

        Tag(field, FieldForm.Sixteen);
        guid.TryWriteBytes(_bytes.GetSpan(16), bigEndian: true, out _);
        _bytes.Advance(16);
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));

    private void Tag(int field, FieldForm form) => Varint.Write(_bytes, ((uint)field << 2) | (uint)form);
}
