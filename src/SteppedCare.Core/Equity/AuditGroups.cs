using System.Buffers;
using System.Collections.Immutable;
using System.Text;

namespace SteppedCare;

/// <summary>
/// The groups that a person belongs to, as a portal told them: a code an axis, empty where none was recorded. In bytes it is the contract's message of audit
/// attributes: for each code its field's number, its length and its letters.
/// </summary>
internal sealed class AuditGroups : IEquatable<AuditGroups>
{
    // The low bits of a field's tag: a length and so many bytes follow.
    private const int Prefixed = 2;

    private readonly ImmutableArray<string> _codes;

    private AuditGroups(ImmutableArray<string> codes) => _codes = codes;

    /// <summary>Every axis, in order.</summary>
    internal static ImmutableArray<AuditAxis> Axes { get; } = [.. Enum.GetValues<AuditAxis>()];

    /// <summary>Nothing was recorded.</summary>
    internal static AuditGroups None { get; } = new([.. Axes.Select(_ => "")]);

    /// <summary>The code of an axis; empty where none was recorded.</summary>
    internal string this[AuditAxis axis] => _codes[(int)axis - 1];

    /// <summary>One group of every axis.</summary>
    internal IEnumerable<GroupPlace> Places => Axes.Select(axis => new GroupPlace(axis, this[axis]));

    /// <exception cref="FormatException">Nobody wrote this, or a newer release did.</exception>
    internal static AuditGroups Read(ReadOnlySpan<byte> bytes)
    {
        var codes = None._codes.ToArray();
        while (!bytes.IsEmpty)
        {
            var tag = Varint.Read(ref bytes);
            if ((tag & 7) != Prefixed || tag >> 3 < 1 || tag >> 3 > (ulong)codes.Length)
            {
                throw new FormatException("An audit attribute is not known to this version.");
            }

            codes[(int)(tag >> 3) - 1] = Encoding.UTF8.GetString(FieldReader.Prefixed(ref bytes));
        }

        return new([.. codes]);
    }

    internal byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var place in Places.Where(place => place.Code.Length > 0))
        {
            var code = Encoding.UTF8.GetBytes(place.Code);
            Varint.Write(bytes, ((uint)place.Axis << 3) | Prefixed);
            Varint.Write(bytes, (uint)code.Length);
            bytes.Write(code);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public bool Equals(AuditGroups? other) => other is not null && _codes.SequenceEqual(other._codes, StringComparer.Ordinal);

    public override bool Equals(object? obj) => Equals(obj as AuditGroups);

    public override int GetHashCode() => _codes.Aggregate(0, (hash, code) => HashCode.Combine(hash, code));
}
