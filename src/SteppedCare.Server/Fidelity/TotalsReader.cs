using System.Collections.Immutable;
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
        var found = new TotalsAdder<TKey>[services.Count];
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(Enumerable.Range(0, services.Count), options, async (place, cancellation) =>
        {
            var service = services[place];
            found[place] = new TotalsAdder<TKey>(slice => keyOf(service.Name, slice));
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

        return new AddedTotals<TKey>(all.AsOf, all.Sums());
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
}

/// <summary>What was added up.</summary>
/// <param name="AsOf">Everything recorded up to then is in it.</param>
/// <param name="Sums">By key.</param>
internal sealed record AddedTotals<TKey>(DateTimeOffset AsOf, Dictionary<TKey, Dictionary<Figure, long>> Sums)
    where TKey : struct;
