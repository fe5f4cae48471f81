using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.Server.Fidelity;

/// <summary>Reads what the figures of groups of people add up to, and leaves out what would tell on one of them.</summary>
internal sealed class EquityReports(IFigureStore figures, ITrajectoryIndex index, HostSettings settings, TimeProvider time)
{
    /// <summary>Adds up the months of these services.</summary>
    internal async Task<Result<EquityAnswer>> ReadAsync(EquityQuestion question, CancellationToken cancellationToken)
    {
        var known = settings.Services.Select(service => service.Name).ToImmutableArray();
        if (question.Services.Any(service => !known.Contains(service)))
        {
            return Refusals.UnknownService;
        }

        var now = time.GetUtcNow();
        var parts = await Task.WhenAll((question.Services.IsEmpty ? known : question.Services).SelectMany(EpisodeTag.All).Select(async tag =>
            (AsOf: await AsOfAsync(tag, now, cancellationToken), Kept: await figures.ReadAsync(tag, question.Months, cancellationToken))));
        var totals = new Dictionary<GroupPlace, Dictionary<Figure, long>>();
        foreach (var kept in parts.SelectMany(part => part.Kept))
        {
            if (SliceCodec.Read(kept.Month, kept.Slice).Group is { } group)
            {
                var counts = totals.TryGetValue(group, out var before) ? before : totals[group] = [];
                foreach (var (figure, count) in CountsCodec.Read(kept.Counts.Span))
                {
                    counts[figure] = counts.GetValueOrDefault(figure) + count;
                }
            }
        }

        return new EquityAnswer(parts.Min(part => part.AsOf), EquityReport.Of(totals, question.Axes, question.Measures));
    }

    // A part whose log is taken in to the end is as of now. Asked before its totals are read: what is taken in between is in them besides.
    private async Task<DateTimeOffset> AsOfAsync(EpisodeTag tag, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var stand = await figures.FindStandAsync(tag, cancellationToken);
        var isWhole = (await index.ReadLogAsync(tag, stand?.Position, 1, cancellationToken)).Count == 0;
        return isWhole ? now : stand?.AsOf ?? DateTimeOffset.UnixEpoch;
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
