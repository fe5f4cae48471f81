using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Fidelity;

/// <summary>Reads what the figures of services add up to, each tag in one question, and adds up what belongs together without holding all of it.</summary>
internal sealed class TotalsReader(IFigureStore figures, HostSettings settings, TimeProvider time)
{
    // Services read at once: their tags' answers, of a year about fifty kilobytes each, must come within the time of a call.
    private const int AtOnce = 8;

    /// <summary>Adds up the months of these services, or of all, by key; what has none is left out, and so are windows that are open.</summary>
    internal async Task<Result<AddedTotals<TKey>>> ReadAsync<TKey>(
        ImmutableArray<string> asked, ImmutableArray<Month> months, SliceFacet facet, Func<string, Slice, TKey?> keyOf, CancellationToken cancellationToken)
        where TKey : struct
    {
        var services = settings.Services.Where(service => asked.IsEmpty || asked.Contains(service.Name)).ToList();
        if (asked.Index().Where(each => services.All(service => service.Name != each.Item)).ToList() is { Count: > 0 } unknown)
        {
            return Refusals.UnknownService with
            {
                Violations = [.. unknown.Select(each => new FieldViolation($"services[{each.Index}]", "must be a service that is configured here"))],
            };
        }

        var now = time.GetUtcNow();
        PageName[] pages = [.. months.Select(month => new PageName(facet, month))];
        var found = new Adder<TKey>[services.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, services.Count), options, async (place, cancellation) =>
        {
            var service = services[place];
            found[place] = new Adder<TKey>(slice => keyOf(service.Name, slice));
            foreach (var part in await Task.WhenAll(FigurePart.All(service.Name, service.TimeZone).Select(part => figures.ReadAsync(part, pages, cancellation))))
            {
                found[place].Add(part, now, service.TimeZone);
            }
        });
        var all = found[0];
        foreach (var other in found[1..])
        {
            all.Add(other);
        }

        return new AddedTotals<TKey>(all.AsOf, all.Sums);
    }

    /// <summary>People with a risk task open at these ages or more, of each of these services, or of all.</summary>
    internal async Task<ImmutableDictionary<string, IReadOnlyList<long>>> CountOpenRiskAsync(
        ImmutableArray<string> asked, IReadOnlyList<TimeSpan> ages, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        DateTimeOffset[] until = [.. ages.Select(age => now - age)];
        var services = settings.Services.Select(service => service.Name).Where(service => asked.IsEmpty || asked.Contains(service));
        var counted = await Task.WhenAll(services.Select(async service => (service, Counts: await figures.CountOpenRiskAsync(service, until, cancellationToken))));
        return counted.ToImmutableDictionary(each => each.service, each => each.Counts, StringComparer.Ordinal);
    }

    private sealed class Adder<TKey>(Func<Slice, TKey?> keyOf)
        where TKey : struct
    {
        private readonly SliceNames _names = new();

        internal Dictionary<TKey, Dictionary<Figure, long>> Sums { get; } = [];

        internal DateTimeOffset AsOf { get; private set; } = DateTimeOffset.MaxValue;

        internal void Add(PartTotals part, DateTimeOffset now, TimeZoneInfo zone)
        {
            // A part whose log is taken in to the end is as of now.
            var asOf = part.IsWhole ? now : part.Stand?.AsOf ?? DateTimeOffset.UnixEpoch;
            AsOf = asOf < AsOf ? asOf : AsOf;
            var today = CivilTime.Of(asOf, zone).Date;
            foreach (var page in part.Pages)
            {
                Add(page, today);
            }
        }

        internal void Add(Adder<TKey> other)
        {
            AsOf = other.AsOf < AsOf ? other.AsOf : AsOf;
            foreach (var (key, counts) in other.Sums)
            {
                var sums = SumsOf(key);
                foreach (var (figure, count) in counts)
                {
                    Raise(sums, figure, count);
                }
            }
        }

        private void Add(FigurePage page, DateOnly today)
        {
            var bytes = page.Bytes.Span;
            while (PageCodec.TryNext(ref bytes, out var name, out var counts))
            {
                if (keyOf(_names.Read(page.Name.Month, name)) is not { } key)
                {
                    continue;
                }

                var sums = SumsOf(key);
                for (Figure figure = 0; CountsCodec.TryNext(ref counts, ref figure, out var count);)
                {
                    if (!Closings.IsOpen(figure, page.Name.Month, today))
                    {
                        Raise(sums, Closings.Told(figure), count);
                    }
                }
            }
        }

        private Dictionary<Figure, long> SumsOf(TKey key) => CollectionsMarshal.GetValueRefOrAddDefault(Sums, key, out _) ??= [];

        private static void Raise(Dictionary<Figure, long> sums, Figure figure, long count) => CollectionsMarshal.GetValueRefOrAddDefault(sums, figure, out _) += count;
    }
}

/// <summary>What was added up.</summary>
/// <param name="AsOf">Everything recorded up to then is in it.</param>
/// <param name="Sums">By key.</param>
internal sealed record AddedTotals<TKey>(DateTimeOffset AsOf, Dictionary<TKey, Dictionary<Figure, long>> Sums)
    where TKey : struct;
