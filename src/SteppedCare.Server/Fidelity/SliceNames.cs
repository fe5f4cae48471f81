using System.Text;

namespace SteppedCare.Server.Fidelity;

/// <summary>What belongs to slices by their names as they lie in the pages of a month: a service has few, in every tag the same, so each is read once.</summary>
internal sealed class SliceNames<T>(Month month, Func<Slice, T> of)
{
    private const int Usual = 128;

    private readonly Dictionary<string, T> _known = new(StringComparer.Ordinal);

    /// <exception cref="FormatException">Nobody wrote this.</exception>
    internal T Find(ReadOnlySpan<byte> name)
    {
        var text = name.Length <= Usual ? stackalloc char[Usual] : new char[name.Length];
        text = text[..Encoding.UTF8.GetChars(name, text)];
        var known = _known.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!known.TryGetValue(text, out var found))
        {
            known[text] = found = of(SliceCodec.Read(month, text.ToString()));
        }

        return found;
    }
}
