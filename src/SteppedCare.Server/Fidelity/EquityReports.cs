using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;

namespace SteppedCare.Server.Fidelity;

/// <summary>Reads what the figures of groups of people add up to, and leaves out what would tell on one of them.</summary>
internal sealed class EquityReports(IFigureStore figures, HostSettings settings, TimeProvider time)
{
    /// <summary>Adds up the months of these services.</summary>
    internal async Task<Result<EquityAnswer>> ReadAsync(EquityQuestion question, CancellationToken cancellationToken)
    {
        var known = settings.Services.ToDictionary(service => service.Name, service => service.TimeZone, StringComparer.Ordinal);
        if (question.Services.Any(service => !known.ContainsKey(service)))
        {
            return Refusals.UnknownService;
        }

        var now = time.GetUtcNow();
        PageName[] pages = [.. question.Months.Select(month => new PageName(SliceFacet.Group, month))];
        var services = question.Services.IsEmpty ? known.Keys : question.Services.AsEnumerable();
        var parts = await Task.WhenAll(services.SelectMany(service => FigurePart.All(service, known[service])).Select(part => figures.ReadAsync(part, pages, cancellationToken)));
        return new EquityAnswer(parts.Min(part => part.AsOf(now)), EquityReport.Of(TotalsOf(parts.SelectMany(part => part.Pages)), question.Axes, question.Measures));
    }

    private static Dictionary<GroupPlace, Dictionary<Figure, long>> TotalsOf(IEnumerable<FigurePage> pages)
    {
        var totals = new Dictionary<GroupPlace, Dictionary<Figure, long>>();
        foreach (var page in pages)
        {
            foreach (var (slice, figures) in PageCodec.Read(page.Bytes.Span))
            {
                var group = SliceCodec.Read(page.Name.Month, slice).Group!.Value;
                var counts = totals.TryGetValue(group, out var before) ? before : totals[group] = [];
                foreach (var (figure, count) in figures)
                {
                    counts[figure] = counts.GetValueOrDefault(figure) + count;
                }
            }
        }

        return totals;
    }
}

/// <summary>What is asked of a report on equity.</summary>
/// <param name="Services">Of these services; empty for every one.</param>
/// <param name="Months">Of these months, in order.</param>
/// <param name="Axes">These axes.</param>
/// <param name="Measures">These measures.</param>
internal sealed record EquityQuestion(ImmutableArray<string> Services, ImmutableArray<Month> Months, ImmutableArray<EquityAxis> Axes, ImmutableArray<Measure> Measures);

/// <summary>A report on equity.</summary>
/// <param name="AsOf">Everything recorded up to then is in it.</param>
/// <param name="Axes">The axes asked for.</param>
internal sealed record EquityAnswer(DateTimeOffset AsOf, ImmutableArray<EquityAxisReport> Axes);
