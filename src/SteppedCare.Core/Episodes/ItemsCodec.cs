using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// The answers of a questionnaire: 3 bits an item for PHQ-9 and GAD-7, 4 for WSAS, first item lowest. A list that does not fit its questionnaire keeps one byte an item.
/// </summary>
internal static class ItemsCodec
{
    private const int Packed = 7;
    private const int Raw = 8;

    internal static void Write(FieldWriter fields, ScoreRecorded score)
    {
        if (score.Items.IsDefaultOrEmpty)
        {
            return;
        }

        var bits = Instrument.Find(score.Instrument) is { } instrument && score.Items.Length == instrument.Items ? BitsOf(instrument) : 0;
        if (bits == 0 || score.Items.Any(item => item.Code >= 1 << bits))
        {
            fields.Bytes(Raw, [.. score.Items.Select(item => item.Code)]);
            return;
        }

        ulong packed = 0;
        for (var index = 0; index < score.Items.Length; index++)
        {
            packed |= (ulong)score.Items[index].Code << (bits * index);
        }

        Span<byte> bytes = stackalloc byte[((bits * score.Items.Length) + 7) / 8];
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)(packed >> (8 * index));
        }

        fields.Bytes(Packed, bytes);
    }

    internal static ScoreRecorded Read(in ContentFields fields)
    {
        var code = fields.Member<InstrumentCode>(6);
        int? total = fields.Has(9) ? (int)(uint)fields[9] : null;
        if (!fields.PackedItems.IsEmpty && !fields.RawItems.IsEmpty)
        {
            throw new FormatException("The items are written twice.");
        }

        if (fields.PackedItems.IsEmpty)
        {
            return new ScoreRecorded(code, [.. fields.RawItems.ToArray().Select(Item)], total);
        }

        var instrument = Instrument.Find(code) ?? throw new FormatException("Packed items need their questionnaire.");
        return new ScoreRecorded(code, Unpack(fields.PackedItems, instrument.Items, BitsOf(instrument)), total);
    }

    private static ImmutableArray<ItemAnswer> Unpack(ReadOnlySpan<byte> bytes, int items, int bits)
    {
        if (bytes.Length != ((bits * items) + 7) / 8)
        {
            throw new FormatException("The packed items have another length.");
        }

        ulong packed = 0;
        for (var index = 0; index < bytes.Length; index++)
        {
            packed |= (ulong)bytes[index] << (8 * index);
        }

        if (packed >> (bits * items) != 0)
        {
            throw new FormatException("There are more packed items than the questionnaire has.");
        }

        var answers = ImmutableArray.CreateBuilder<ItemAnswer>(items);
        for (var index = 0; index < items; index++)
        {
            answers.Add(Item((byte)((packed >> (bits * index)) & ((1ul << bits) - 1))));
        }

        return answers.MoveToImmutable();
    }

    private static ItemAnswer Item(byte code) => code <= 202 ? ItemAnswer.FromCode(code) : throw new FormatException("An item is out of range.");

    // Codes run from 0 (unanswered) over 1 (not applicable) to the largest value + 2.
    private static int BitsOf(Instrument instrument) => instrument.ItemMax + 2 < 8 ? 3 : 4;
}
