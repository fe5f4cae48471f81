using System.Collections.Immutable;
using SteppedCare.Server.Decisions;

namespace SteppedCare.Server.Fidelity;

/// <summary>Reads what the figures of groups of people add up to, and leaves out what would tell on one of them.</summary>
internal sealed class EquityReports(TotalsReader totals)
{
    /// <summary>Adds up the months of these services.</summary>
    internal async Task<Result<EquityAnswer>> ReadAsync(EquityQuestion question, CancellationToken cancellationToken)
    {
        var read = await totals.ReadAsync(question.Services, question.Months, SliceFacet.Group, (_, slice) => slice.Group, cancellationToken);
        return read.Value is { } added ? new EquityAnswer(added.AsOf, EquityReport.Of(added.Sums, question.Axes, question.Measures)) : read.Refusal!;
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
