using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Fidelity;

/// <summary>Reads what the figures of services add up to.</summary>
internal sealed class FidelityReports(
    IFigureStore figures, IRollouts rollouts, IPolicyRegistry registry, HostSettings settings, TimeProvider time)
{
    /// <summary>Adds up the months of these services.</summary>
    internal async Task<Result<FidelityReport>> ReadAsync(FidelityQuestion question, CancellationToken cancellationToken)
    {
        var known = settings.Services.ToDictionary(service => service.Name, service => service.TimeZone, StringComparer.Ordinal);
        if (question.Services.Any(service => !known.ContainsKey(service)))
        {
            return Refusals.UnknownService;
        }

        var now = time.GetUtcNow();
        PageName[] pages = [.. question.Months.Select(month => new PageName(Report.FacetOf(question.Grouping), month))];
        var services = question.Services.IsEmpty ? known.Keys : question.Services.AsEnumerable();
        var parts = await Task.WhenAll(services.SelectMany(service => FigurePart.All(service, known[service]))
            .Select(async part => (part.Tag.Service, Found: await figures.ReadAsync(part, pages, cancellationToken))));
        var totals =
            from part in parts
            from page in part.Found.Pages
            from slice in PageCodec.Read(page.Bytes.Span)
            let read = SliceCodec.Read(page.Name.Month, slice.Key)
            from count in slice.Value
            select (part.Service, read, count.Key, count.Value);
        var groups = Report.Of(totals, question.Grouping);
        return new FidelityReport(question, parts.Min(part => part.Found.AsOf(now)), groups, await NamesOfAsync(groups, cancellationToken));
    }

    private async Task<ImmutableDictionary<(string Revision, RulePlace Place), string>> NamesOfAsync(
        ImmutableArray<ReportGroup> groups, CancellationToken cancellationToken)
    {
        var names = ImmutableDictionary.CreateBuilder<(string, RulePlace), string>();
        foreach (var revision in groups.Where(group => group.Rule is not null).GroupBy(group => group.Name, StringComparer.Ordinal))
        {
            if (revision.Key.Split('/') is not [var policy, var version]
                || registry.State.Find(policy, version) is not { } record
                || await rollouts.LoadRevisionAsync(record.Name, cancellationToken) is not { } loaded)
            {
                continue;
            }

            foreach (var place in revision.Select(group => group.Rule!.Value))
            {
                names[(revision.Key, place)] = loaded.RuleAt(place) ?? "";
            }
        }

        return names.ToImmutable();
    }
}

/// <summary>What is asked of a report.</summary>
/// <param name="Services">Of these services; empty for every one.</param>
/// <param name="Months">Of these months, in order.</param>
/// <param name="Grouping">Told apart by this.</param>
internal sealed record FidelityQuestion(ImmutableArray<string> Services, ImmutableArray<Month> Months, ReportGrouping Grouping)
{
    /// <summary>These measures.</summary>
    internal ImmutableArray<Measure> Measures { get; init; } = MeasureCatalogue.All;

    /// <summary>Rules and clinicians have figures of their own only: what is not counted for them is not shown as none.</summary>
    internal bool Speaks(Measure measure, ReportGroup group) =>
        Grouping is not (ReportGrouping.Rule or ReportGrouping.Clinician) || measure.DenominatorOf(group.Of) != 0;
}

/// <summary>A report.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="AsOf">Everything recorded up to then is in it.</param>
/// <param name="Groups">The groups that have any figure.</param>
/// <param name="RuleNames">What the rules of the groups are called.</param>
internal sealed record FidelityReport(
    FidelityQuestion Question, DateTimeOffset AsOf, ImmutableArray<ReportGroup> Groups, ImmutableDictionary<(string Revision, RulePlace Place), string> RuleNames);
