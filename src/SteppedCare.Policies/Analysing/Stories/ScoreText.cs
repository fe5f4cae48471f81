using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>One completed questionnaire in the words of cases.yaml.</summary>
internal static class ScoreText
{
    private const int MostOnAnItem = 3;
    private const int OtherItems = 8;

    /// <summary>The form, and where no one form says it, one completed after it that day.</summary>
    internal static IEnumerable<string> OfPhq9(Measured score, int? item9)
    {
        if (score.Thousandths is not { } thousandths)
        {
            yield return Items(Enumerable.Repeat("x", OtherItems).Append(item9 is { } alone ? Number(alone) : "x"));
        }
        else if (score.Estimate != Estimate.None)
        {
            yield return ProRated(Instrument.Phq9, thousandths, item9 ?? 0);
        }
        else if (item9 is { } answer && thousandths / FactCode.Thousand - answer is >= 0 and <= OtherItems * MostOnAnItem)
        {
            yield return $"{{total: {Number(thousandths / FactCode.Thousand)}, item9: {Number(answer)}}}";
        }
        else
        {
            yield return Number(thousandths / FactCode.Thousand);
            foreach (var later in item9 is null ? [] : OfPhq9(default, item9))
            {
                yield return later;
            }
        }
    }

    internal static string Of(Instrument instrument, Measured score) => score switch
    {
        { Thousandths: null } => Items(Enumerable.Repeat("x", instrument.Items)),
        { Estimate: Estimate.ProRated, Thousandths: { } total } => ProRated(instrument, total, last: null),
        { Estimate: Estimate.None, Thousandths: { } mean } when instrument.IsMean && mean % (FactCode.Thousand / 10) == 0 => OfMean(instrument, mean),
        { Thousandths: { } total } => (total / (decimal)FactCode.Thousand).ToString(CultureInfo.InvariantCulture),
    };

    // The first items are left out: the risk item is a late one, and without it there is no total.
    private static string ProRated(Instrument instrument, int thousandths, int? last)
    {
        for (var leftOut = 1; leftOut <= instrument.MostUnanswered; leftOut++)
        {
            var answered = instrument.Items - leftOut;
            for (var sum = last ?? 0; sum <= (answered * instrument.ItemMax) - (instrument.ItemMax - (last ?? instrument.ItemMax)); sum++)
            {
                if (((2 * sum * instrument.Items) + answered) / (2 * answered) * FactCode.Thousand == thousandths)
                {
                    var spread = Spread(sum - (last ?? 0), answered - (last is null ? 0 : 1), instrument.ItemMax);
                    return Items(Enumerable.Repeat("x", leftOut).Concat(last is { } end ? spread.Append(Number(end)) : spread));
                }
            }
        }

        return Number(thousandths / FactCode.Thousand);
    }

    private static string OfMean(Instrument instrument, int mean)
    {
        for (var answered = instrument.Items; answered >= instrument.Items - instrument.MostUnanswered; answered--)
        {
            if (mean * answered % FactCode.Thousand == 0 && mean * answered / FactCode.Thousand is var sum && sum >= answered * instrument.ItemMin)
            {
                var spread = Spread(sum - (answered * instrument.ItemMin), answered, instrument.ItemMax - instrument.ItemMin)
                    .Select(points => Number(int.Parse(points, CultureInfo.InvariantCulture) + instrument.ItemMin));
                return Items(Enumerable.Repeat("x", instrument.Items - answered).Concat(spread));
            }
        }

        return (mean / (decimal)FactCode.Thousand).ToString(CultureInfo.InvariantCulture);
    }

    private static IEnumerable<string> Spread(int sum, int items, int most) => Enumerable.Range(0, items).Select(place => Number(Math.Clamp(sum - (place * most), 0, most)));

    private static string Items(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
