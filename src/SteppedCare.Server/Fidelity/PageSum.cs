namespace SteppedCare.Server.Fidelity;

/// <summary>A page of totals and what is added to it.</summary>
internal static class PageSum
{
    /// <summary>The page with these counts added; null where it cannot be read, or fewer than none would be left of something.</summary>
    internal static byte[]? Of(ReadOnlySpan<byte> page, IEnumerable<(Slice Slice, Figure Figure, long Count)> added)
    {
        if (Read(page) is not { } slices)
        {
            return null;
        }

        foreach (var (slice, figure, count) in added)
        {
            var name = SliceCodec.Write(slice);
            var counts = slices.TryGetValue(name, out var known) ? known : slices[name] = [];
            counts[figure] = counts.GetValueOrDefault(figure) + count;
        }

        return slices.Values.Any(counts => counts.Values.Any(count => count < 0)) ? null : PageCodec.Write(slices);
    }

    private static Dictionary<string, Dictionary<Figure, long>>? Read(ReadOnlySpan<byte> page)
    {
        try
        {
            return PageCodec.Read(page);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
