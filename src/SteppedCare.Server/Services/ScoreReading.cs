using System.Collections.Immutable;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>A questionnaire as sent. Numbers arrive as doubles, so that a fraction can be refused rather than lost on the way.</summary>
internal static class ScoreReading
{
    private const double MostItemPoints = 200;
    private const double MostTotalPoints = 1_000_000;
    private const double Thousand = 1_000;

    internal static ScoreRecorded Score(Violations violations, Wire.ScoreRecorded score)
    {
        using var within = violations.In("score_recorded");
        var items = ImmutableArray.CreateBuilder<ItemAnswer>(score.Items.Count);
        for (var index = 0; index < score.Items.Count && !violations.Full; index++)
        {
            using var element = violations.In("items", index);
            items.Add(Item(violations, score.Items[index]));
        }

        return new(
            violations.Said<InstrumentCode>("instrument", (int)score.Instrument),
            items.DrainToImmutable(),
            score.HasTotal ? Total(violations, score.Total) : null)
        {
            Version = violations.NameOrEmpty("version", score.Version),
            ItemSet = violations.Known<ItemSet>("item_set", (int)score.ItemSet),
        };
    }

    private static ItemAnswer Item(Violations violations, Wire.ItemAnswer item)
    {
        if (item.HasValue && item.NotApplicable)
        {
            violations.Add("not_applicable", "must not be set beside a value");
        }

        if (!item.HasValue)
        {
            return item.NotApplicable ? ItemAnswer.NotApplicable : ItemAnswer.Unanswered;
        }

        // Written so that NaN is refused too.
        if (!(item.Value >= 0 && item.Value <= MostItemPoints && double.IsInteger(item.Value)))
        {
            violations.Add("value", "must be a whole number of points in the instrument's range");
            return ItemAnswer.Unanswered;
        }

        return ItemAnswer.Of((int)item.Value);
    }

    private static int? Total(Violations violations, double total)
    {
        var thousandths = Math.Round(total * Thousand);
        if (Math.Abs(total) <= MostTotalPoints && thousandths / Thousand == total)
        {
            return (int)thousandths;
        }

        violations.Add("total", "must be a number of points with at most three decimals");
        return null;
    }
}
