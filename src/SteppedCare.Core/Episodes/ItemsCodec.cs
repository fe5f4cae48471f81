using System.Collections.Immutable;
using System.Numerics;

namespace SteppedCare;

/// <summary>
/// The answers of a questionnaire in as few bits as its greatest item needs: 3 an item for PHQ-9 and GAD-7, 4 for WSAS, first item lowest. A list that does not fit
/// its questionnaire keeps one byte an item.
/// </summary>
internal static class ItemsCodec
{
    private const int Packed = 7;
    private const int Raw = 8;

    private const int Variant = 10;
    private const int MostVersions = 16;

    internal static void Write(FieldWriter fields, ScoreRecorded score)
    {
        if (score.Items.IsDefaultOrEmpty)
        {
            return;
        }

        var instrument = Instrument.Find(score);
        var packs = instrument is not null && instrument.Items == score.Items.Length && score.Items.All(item => item.Code <= instrument.ItemMax + 2);
        if (packs)
        {
            fields.Bytes(Packed, Pack(score.Items, BitsOf(instrument!)));
        }
        else
        {
            fields.Bytes(Raw, [.. score.Items.Select(item => item.Code)]);
        }
    }

    /// <summary>The version of the questionnaire and the items a total is over, in one number; 0 for the usual.</summary>
    internal static ulong VariantOf(ScoreRecorded score) =>
        (uint)InstrumentCatalogue.VersionNumberOf(score) | ((ulong)score.ItemSet * MostVersions);

    internal static ScoreRecorded Read(in ContentFields fields)
    {
        var code = fields.Member<InstrumentCode>(6);
        var total = fields.Has(9) ? (int)(uint)fields[9] : (int?)null;
        var told = new ScoreRecorded(code, [], total)
        {
            Version = InstrumentCatalogue.VersionOf(code, (int)(fields[Variant] % MostVersions)),
            ItemSet = FieldReader.Member<ItemSet>(fields[Variant] / MostVersions),
        };
        if (!fields.PackedItems.IsEmpty && !fields.RawItems.IsEmpty)
        {
            throw new FormatException("The items are written twice.");
        }

        if (fields.PackedItems.IsEmpty)
        {
            return told with { Items = [.. fields.RawItems.ToArray().Select(Item)] };
        }

        var instrument = Instrument.Find(told) ?? throw new FormatException("Packed items need their questionnaire.");
        return told with { Items = Unpack(fields.PackedItems, instrument.Items, BitsOf(instrument)) };
    }

    private static byte[] Pack(ImmutableArray<ItemAnswer> items, int bits)
    {
        var bytes = new byte[((bits * items.Length) + 7) / 8];
        for (var bit = 0; bit < bits * items.Length; bit++)
        {
            bytes[bit / 8] |= (byte)(((items[bit / bits].Code >> (bit % bits)) & 1) << (bit % 8));
        }

        return bytes;
    }

    private static ImmutableArray<ItemAnswer> Unpack(ReadOnlySpan<byte> bytes, int items, int bits)
    {
        if (bytes.Length != ((bits * items) + 7) / 8)
        {
            throw new FormatException("The packed items have another length.");
        }

        var codes = new byte[items + 1];
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            codes[Math.Min(bit / bits, items)] |= (byte)(((bytes[bit / 8] >> (bit % 8)) & 1) << (bit % bits));
        }

        return codes[items] == 0
            ? [.. codes[..items].Select(Item)]
            : throw new FormatException("There are more packed items than the questionnaire has.");
    }

    private static ItemAnswer Item(byte code) => code <= 202 ? ItemAnswer.FromCode(code) : throw new FormatException("An item is out of range.");

    // Codes run from 0 (unanswered) over 1 (not applicable) to the largest value + 2.
    private static int BitsOf(Instrument instrument) => BitOperations.Log2((uint)instrument.ItemMax + 2) + 1;
}
