using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Every result that one questionnaire can have, by the production scoring: totals alone, and items with as many left out as may be.</summary>
internal static class RawTotals
{
    /// <summary>Beyond so many totals only those near a line are told apart.</summary>
    private const int MostTotals = 130;

    /// <summary>It has more totals than are all told apart.</summary>
    internal static bool IsLong(Instrument instrument) => (instrument.TotalMax - instrument.TotalMin) * FactCode.Thousand / Grain(instrument) > MostTotals;

    internal static ImmutableArray<Measured> Of(Instrument instrument, IReadOnlySet<int> near)
    {
        var results = new List<Measured>();
        foreach (var total in Totals(instrument, near))
        {
            results.Add(Measured(new ScoreRecorded(instrument.Code, [], total) { Version = instrument.Version }));
            if (instrument.IsMean)
            {
                results.Add(new Measured(total, Estimate.None));
            }
        }

        for (var leftOut = 1; leftOut <= instrument.MostUnanswered && instrument is { Items: > 0, IsMean: false }; leftOut++)
        {
            var answered = instrument.Items - leftOut;
            for (var sum = 0; sum <= answered * instrument.ItemMax; sum++)
            {
                var result = Measured(new ScoreRecorded(instrument.Code, Items(instrument, sum, leftOut), null) { Version = instrument.Version });
                if (IsKept(instrument, result.Thousandths ?? 0, near))
                {
                    results.Add(result);
                }
            }
        }

        return [.. results.Distinct()];
    }

    private static Measured Measured(ScoreRecorded score) => Scoring.Of(score) is var result ? new(result.Total, result.Estimate) : default;

    // The first items are left out: the risk item is a late one, and without it there is no total.
    private static ImmutableArray<ItemAnswer> Items(Instrument instrument, int sum, int leftOut)
    {
        var items = ImmutableArray.CreateBuilder<ItemAnswer>(instrument.Items);
        for (var place = 0; place < instrument.Items; place++)
        {
            var points = place < leftOut ? 0 : Math.Min(sum, instrument.ItemMax);
            items.Add(place < leftOut ? ItemAnswer.Unanswered : ItemAnswer.Of(points));
            sum -= points;
        }

        return items.ToImmutable();
    }

    private static IEnumerable<int> Totals(Instrument instrument, IReadOnlySet<int> near)
    {
        for (var total = instrument.TotalMin * FactCode.Thousand; total <= instrument.TotalMax * FactCode.Thousand; total += Grain(instrument))
        {
            if (IsKept(instrument, total, near))
            {
                yield return total;
            }
        }
    }

    private static int Grain(Instrument instrument) => instrument.IsMean ? 50 : FactCode.Thousand;

    private static bool IsKept(Instrument instrument, int total, IReadOnlySet<int> near) =>
        !IsLong(instrument) || Enumerable.Range(-2, 5).Any(step => near.Contains(total + (step * Grain(instrument))));
}
