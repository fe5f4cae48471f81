using System.Collections.Immutable;
using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace SteppedCare.Policies;

/// <summary>
/// The questionnaires of one day: <c>phq9: 12</c> is a total alone; <c>phq9: [..]</c> are items, <c>x</c> not answered, <c>n</c> not applicable;
/// <c>phq9: {total: 12, item9: 0}</c> are items that fit.
/// </summary>
internal sealed class ScoreReader(CaseNode day)
{
    private const int MostOnAnItem = 3;

    /// <summary>What a case file calls each questionnaire: <c>gad7</c>, <c>oci_r</c>; a version that must be told, or an item left out, is part of the word.</summary>
    private static readonly ImmutableArray<(string Key, InstrumentCode Code, string Version, ItemSet ItemSet)> s_keys =
    [
        ("phq9", InstrumentCode.Phq9, "", ItemSet.NotTold), ("gad7", InstrumentCode.Gad7, "", ItemSet.NotTold), ("wsas", InstrumentCode.Wsas, "", ItemSet.NotTold),
        ("wsas_all", InstrumentCode.Wsas, "", ItemSet.All), ("wsas_without_work", InstrumentCode.Wsas, "", ItemSet.WithoutWork),
        ("spin", InstrumentCode.Spin, "", ItemSet.NotTold), ("oci", InstrumentCode.Oci, "", ItemSet.NotTold), ("oci_r", InstrumentCode.OciR, "", ItemSet.NotTold),
        ("pcl5", InstrumentCode.Pcl5, "", ItemSet.NotTold), ("ies_r", InstrumentCode.IesR, "", ItemSet.NotTold), ("hai", InstrumentCode.Hai, "", ItemSet.NotTold),
        ("pdss", InstrumentCode.Pdss, "", ItemSet.NotTold), ("mobility", InstrumentCode.MobilityInventory, "", ItemSet.NotTold),
        ("biq", InstrumentCode.Biq, "", ItemSet.NotTold), ("cfq_likert", InstrumentCode.Cfq, "likert", ItemSet.NotTold),
        ("cfq_bimodal", InstrumentCode.Cfq, "bimodal", ItemSet.NotTold), ("ibs_sss", InstrumentCode.IbsSss, "", ItemSet.NotTold),
        ("phq15", InstrumentCode.Phq15, "", ItemSet.NotTold),
    ];

    /// <summary>The word for a questionnaire, and where it matters for the items that its total is over.</summary>
    internal static string KeyOf(Instrument instrument, ItemSet set = ItemSet.NotTold) =>
        s_keys.First(each => each.Code == instrument.Code && each.ItemSet == set && (each.Version.Length == 0 || each.Version == instrument.Version)).Key;

    internal IEnumerable<ScoreRecorded> Read()
    {
        foreach (var (key, code, version, set) in s_keys)
        {
            if (Score(key, code) is { } score)
            {
                yield return score with { Version = version, ItemSet = set };
            }
        }
    }

    private ScoreRecorded? Score(string key, InstrumentCode instrument)
    {
        switch (day.Node(key))
        {
            case null:
                return null;
            case YamlScalarNode scalar:
                return new ScoreRecorded(instrument, [], Total(key, scalar.Value ?? ""));
            case YamlSequenceNode list:
                return new ScoreRecorded(instrument, [.. list.Children.Select(Item)], null);
            case var node when instrument == InstrumentCode.Phq9:
                var totals = day.Within(node);
                var (total, item9) = (totals.Number("total") ?? -1, totals.Number("item9") ?? -1);
                totals.RefuseTheRest();
                return Spread(totals, total, item9);
            default:
                day.Fault(day.Node(key)!, $"'{key}' wants a total or a list of items.");
                return null;
        }
    }

    private int? Total(string key, string text)
    {
        if (decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var total) && Math.Abs(total) < 1_000)
        {
            return (int)decimal.Round(total * 1_000);
        }

        day.Fault(day.Node(key)!, $"'{key}' wants a total or a list of items.");
        return null;
    }

    private static ScoreRecorded? Spread(CaseNode totals, int total, int item9)
    {
        var items = Instrument.Phq9.Items;
        var rest = total - item9;
        if (item9 is < 0 or > MostOnAnItem || rest < 0 || rest > (items - 1) * MostOnAnItem)
        {
            totals.Fault("wants a total, and an item9 of 0 to 3 that fits it.");
            return null;
        }

        var answers = ImmutableArray.CreateBuilder<ItemAnswer>(items);
        for (var left = items - 1; left > 0; left--)
        {
            var share = Math.Min(MostOnAnItem, (rest + left - 1) / left);
            answers.Add(ItemAnswer.Of(share));
            rest -= share;
        }

        answers.Add(ItemAnswer.Of(item9));
        return new ScoreRecorded(InstrumentCode.Phq9, answers.ToImmutable(), null);
    }

    private ItemAnswer Item(YamlNode node)
    {
        var text = node.ToString();
        if (text is "x" or "n")
        {
            return text == "x" ? ItemAnswer.Unanswered : ItemAnswer.NotApplicable;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value <= 200)
        {
            return ItemAnswer.Of(value);
        }

        day.Fault(node, $"item '{text}' is neither a number nor x (not answered) nor n (not applicable).");
        return ItemAnswer.Unanswered;
    }
}
