using System.Text;

namespace SteppedCare.Server.Fidelity;

/// <summary>Slices by their names as they lie in pages: a service has few, in every month and tag the same, so each is read once.</summary>
internal sealed class SliceNames
{
    private const int Usual = 128;

    private readonly Dictionary<string, Slice> _known = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">Nobody wrote this.</exception>
    internal Slice Read(Month month, ReadOnlySpan<byte> name)
    {
        var text = name.Length <= Usual ? stackalloc char[Usual] : new char[name.Length];
        text = text[..Encoding.UTF8.GetChars(name, text)];
        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(text, out var slice))
        {
            known[text] = slice = SliceCodec.Read(default, text.ToString());
        }

        return slice with { Month = month };
    }
}
