using System.Globalization;

namespace SteppedCare;

/// <summary>Something wrong with a told score: where, below the score's own path, and why. The message never repeats a value.</summary>
internal readonly record struct ScoreFault(string Path, string Message);

/// <summary>Whether a told score can be one at all. Nothing is clamped, nothing guessed.</summary>
internal static class ScoreFaults
{
    // A mean rounded to two decimals may lie this far from that of the items.
    private const int MeanTolerance = FactCode.Thousand / 200;

    internal static IEnumerable<ScoreFault> Of(ScoreRecorded score)
    {
        var versions = InstrumentCatalogue.VersionsOf(score.Instrument);
        if (versions.IsEmpty)
        {
            return [new("instrument", "is not an instrument of this service")];
        }

        if (Instrument.Find(score) is not { } instrument)
        {
            return [new("version", WhichVersion(score, [.. versions.Select(version => version.Version)], versions[0].Name))];
        }

        if (score.Items.IsDefaultOrEmpty && score.TotalThousandths is null)
        {
            return [new("items", "give the items, or the total")];
        }

        return [.. OfItems(instrument, score), .. OfTotal(instrument, score), .. OfItemSet(instrument, score)];
    }

    private static string WhichVersion(ScoreRecorded score, string[] versions, string name)
    {
        var known = string.Join(" or ", versions.Where(version => version.Length > 0).Select(version => $"\"{version}\""));
        return (score.Version.Length, known.Length) switch
        {
            (0, _) => $"{name} is scored in more than one way: say {known}",
            (_, 0) => $"is not a version of {name} that is scored here: leave it empty",
            _ => $"is not a version of {name} that is scored here: {(versions[0].Length == 0 ? "leave it empty, or say" : "say")} {known}",
        };
    }

    private static IEnumerable<ScoreFault> OfItems(Instrument instrument, ScoreRecorded score)
    {
        if (score.Items.IsDefaultOrEmpty)
        {
            yield break;
        }

        if (instrument.Items == 0)
        {
            yield return new("items", $"{instrument.Name} is told by its total alone");
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
            if (item.IsAnswered && (item.Value < instrument.ItemMin || item.Value > instrument.ItemMax))
            {
                yield return new(path, string.Create(CultureInfo.InvariantCulture, $"an item of {instrument.Name} is {instrument.ItemMin} to {instrument.ItemMax}"));
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

        if (!instrument.IsMean && total % FactCode.Thousand != 0)
        {
            yield return new("total", $"{instrument.Name} has whole totals");
        }

        if (total < instrument.TotalMin * FactCode.Thousand || total > instrument.TotalMax * FactCode.Thousand)
        {
            yield return new("total", string.Create(CultureInfo.InvariantCulture, $"the total of {instrument.Name} is {instrument.TotalMin} to {instrument.TotalMax}"));
            yield break;
        }

        if (score.Items.IsDefaultOrEmpty)
        {
            yield break;
        }

        // A total beside unanswered items could be the sum of the answered or somebody's own averaging: which one is not guessed. A mean leaves no doubt.
        if (score.Items.Any(item => !item.IsAnswered && !item.IsNotApplicable) && !instrument.IsMean)
        {
            yield return new("total", "with unanswered items give the items alone");
        }
        else if (score.Items.Length == instrument.Items && !AreOne(instrument, score, total))
        {
            yield return new("total", instrument.IsMean ? "differs from the mean of the items" : "differs from the sum of the items");
        }
    }

    private static bool AreOne(Instrument instrument, ScoreRecorded score, int total)
    {
        var answers = score.Items.Where(item => item.IsAnswered).Select(item => item.Value * FactCode.Thousand).DefaultIfEmpty().ToList();
        return instrument.IsMean ? Math.Abs(answers.Average() - total) <= MeanTolerance : answers.Sum() == total;
    }

    private static IEnumerable<ScoreFault> OfItemSet(Instrument instrument, ScoreRecorded score)
    {
        if (!Enum.IsDefined(score.ItemSet))
        {
            yield return new("item_set", "is not on the list");
        }
        else if (score.ItemSet == ItemSet.WithoutWork && instrument.WorkItem is null)
        {
            yield return new("item_set", $"every item of {instrument.Name} applies to everybody");
        }
        else if (score.ItemSet == ItemSet.WithoutWork && score.TotalThousandths > (instrument.TotalMax - instrument.ItemMax) * FactCode.Thousand)
        {
            yield return new("item_set", "the total is more than it can be without the work item");
        }
        else if (score.ItemSet != ItemSet.NotTold && instrument.WorkItem is { } work && !score.Items.IsDefault && score.Items.Length == instrument.Items
            && score.Items[work - 1].IsNotApplicable != (score.ItemSet == ItemSet.WithoutWork))
        {
            yield return new("item_set", "the items say otherwise: a total is over one set of items");
        }
    }
}
