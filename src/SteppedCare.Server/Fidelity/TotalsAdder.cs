using System.Runtime.InteropServices;

namespace SteppedCare.Server.Fidelity;

/// <summary>Adds up the pages of a service's parts, and then what came of services.</summary>
internal sealed class TotalsAdder<TKey>(Func<Slice, TKey?> keyOf)
    where TKey : struct
{
    private readonly Dictionary<TKey, FigureSums> _sums = [];

    // By month, where the figures of a slice go; null for one that is not asked about.
    private readonly Dictionary<Month, SliceNames<FigureSums?>> _places = [];

    internal DateTimeOffset AsOf { get; private set; } = DateTimeOffset.MaxValue;

    internal Dictionary<TKey, Dictionary<Figure, long>> Sums() => _sums.ToDictionary(key => key.Key, key => key.Value.Counts);

    /// <exception cref="FormatException">Nobody wrote one of the pages.</exception>
    internal void Add(PartTotals part, DateTimeOffset now, TimeZoneInfo zone)
    {
        var asOf = part.AsOf(now);
        AsOf = asOf < AsOf ? asOf : AsOf;
        var today = CivilTime.Of(asOf, zone).Date;
        foreach (var (name, bytes) in part.Pages)
        {
            var places = PlacesOf(name.Month);
            var rest = bytes.Span;
            while (PageCodec.TryNext(ref rest, out var slice, out var counts))
            {
                places.Find(slice)?.Add(counts, name.Month, today);
            }
        }
    }

    internal void Add(TotalsAdder<TKey> other)
    {
        AsOf = other.AsOf < AsOf ? other.AsOf : AsOf;
        foreach (var (key, sums) in other._sums)
        {
            SumsOf(key).Add(sums);
        }
    }

    private SliceNames<FigureSums?> PlacesOf(Month month) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_places, month, out _) ??= new(month, slice => keyOf(slice) is { } key ? SumsOf(key) : null);

    private FigureSums SumsOf(TKey key) => CollectionsMarshal.GetValueRefOrAddDefault(_sums, key, out _) ??= new();
}
