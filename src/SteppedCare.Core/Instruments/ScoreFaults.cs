using System.Globalization;

namespace SteppedCare;

/// <summary>Something wrong with a told score: where, below the score's own path, and why. The message never repeats a value.</summary>
internal readonly record struct ScoreFault(string Path, string Message);

/// <summary>Whether a told score can be one at all. Nothing is clamped, nothing guessed.</summary>
internal static class ScoreFaults
{
    internal static IEnumerable<ScoreFault> Of(ScoreRecorded score)
    {
        if (Instrument.Find(score.Instrument) is not { } instrument)
        {
            return [new("instrument", "is not an instrument of this service")];
        }

        if (score.Items.IsDefaultOrEmpty && score.TotalThousandths is null)
        {
            return [new("items", "give the items, or the total")];
        }

        return [.. OfItems(instrument, score), .. OfTotal(instrument, score)];
    }

    private static IEnumerable<ScoreFault> OfItems(Instrument instrument, ScoreRecorded score)
    {
        if (score.Items.IsDefaultOrEmpty)
        {
            yield break;
        }

        if (score.Items.Length != instrument.Items)
        {
            yield return new("items", string.Create(CultureInfo.InvariantCulture, $"{instrument.Name} has {instrument.Items} items, one answer each"));
        }

        for (var index = 0; index < score.Items.Length; index++)
        {
            var item = score.Items[index];
            var path = string.Create(CultureInfo.InvariantCulture, $"items[{index}]");
            if (item.IsAnswered && item.Value > instrument.ItemMax)
            {
                yield return new(path, string.Create(CultureInfo.InvariantCulture, $"an item of {instrument.Name} is 0 to {instrument.ItemMax}"));
            }

            if (item.IsNotApplicable && instrument.WorkItem != index + 1)
            {
                yield return new(path, "this item applies to everybody: answer it or leave it unanswered");
            }
        }
    }

    private static IEnumerable<ScoreFault> OfTotal(Instrument instrument, ScoreRecorded score)
    {
        if (score.TotalThousandths is not { } total)
        {
            yield break;
        }

        if (total % FactCode.Thousand != 0)
        {
            yield return new("total", $"{instrument.Name} has whole totals");
        }

        if (total < 0 || total > instrument.TotalMax * FactCode.Thousand)
        {
            yield return new("total", string.Create(CultureInfo.InvariantCulture, $"the total of {instrument.Name} is 0 to {instrument.TotalMax}"));
            yield break;
        }

        if (score.Items.IsDefaultOrEmpty)
        {
            yield break;
        }

        // A total beside unanswered items could be the sum of the answered or somebody's own averaging: which one is not guessed.
        if (score.Items.Any(item => !item.IsAnswered && !item.IsNotApplicable))
        {
            yield return new("total", "with unanswered items give the items alone");
        }
        else if (score.Items.Length == instrument.Items && score.Items.Where(item => item.IsAnswered).Sum(item => item.Value) * FactCode.Thousand != total)
        {
            yield return new("total", "differs from the sum of the items");
        }
    }
}
