using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;

namespace SteppedCare.Server.Fidelity;

/// <summary>Reads what the figures of services add up to.</summary>
internal sealed class FidelityReports(TotalsReader totals, IRollouts rollouts, IPolicyRegistry registry)
{
    // As Figure.RiskOpen and those after it have them.
    private static readonly TimeSpan[] s_riskAges = [TimeSpan.Zero, TimeSpan.FromDays(1), TimeSpan.FromDays(7)];

    /// <summary>Adds up the months of these services.</summary>
    internal async Task<Result<FidelityReport>> ReadAsync(FidelityQuestion question, CancellationToken cancellationToken)
    {
        var grouping = question.Grouping;
        var read = await totals.ReadAsync(question.Services, question.Months, Report.FacetOf(grouping), (service, slice) => Report.KeyOf(service, slice, grouping), cancellationToken);
        if (read.Value is not { } added)
        {
            return read.Refusal!;
        }

        if (grouping == ReportGrouping.Service)
        {
            await AddOpenRiskAsync(question, added, cancellationToken);
        }

        var groups = Report.Of(added.Sums);
        return new FidelityReport(question, added.AsOf, groups, await NamesOfAsync(groups, cancellationToken));
    }

    // Somebody in danger is told of, whatever the months: also of a service that has no other figure in them.
    private async Task AddOpenRiskAsync(FidelityQuestion question, AddedTotals<ReportKey> added, CancellationToken cancellationToken)
    {
        foreach (var (service, counts) in await totals.CountOpenRiskAsync(question.Services, s_riskAges, cancellationToken))
        {
            var key = new ReportKey(0, service, null);
            if (added.Sums.TryGetValue(key, out var sums) || (counts.Any(count => count > 0) && added.Sums.TryAdd(key, sums = [])))
            {
                for (var age = 0; age < counts.Count; age++)
                {
                    sums[Figure.RiskOpen + age] = counts[age];
                }
            }
        }
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

    /// <summary>Whoever asks named the measures.</summary>
    internal bool IsByName { get; init; }

    /// <summary>Rules and clinicians have figures of their own only, and what is open now is told of services: what is not counted is not shown as none.</summary>
    internal bool Speaks(Measure measure, ReportGroup group) => Grouping switch
    {
        ReportGrouping.Rule or ReportGrouping.Clinician => measure.DenominatorOf(group.Of) != 0,
        ReportGrouping.Service => true,
        _ => !measure.IsOfNow,
    };
}

/// <summary>A report.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="AsOf">Everything recorded up to then is in it.</param>
/// <param name="Groups">The groups that have any figure.</param>
/// <param name="RuleNames">What the rules of the groups are called.</param>
internal sealed record FidelityReport(
    FidelityQuestion Question, DateTimeOffset AsOf, ImmutableArray<ReportGroup> Groups, ImmutableDictionary<(string Revision, RulePlace Place), string> RuleNames);
