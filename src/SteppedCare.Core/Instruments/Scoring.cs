namespace SteppedCare;

/// <summary>From a completed questionnaire to its total.</summary>
internal static class Scoring
{
    /// <summary>Reads one completed questionnaire. It must be free of faults.</summary>
    /// <exception cref="FormatException">The questionnaire is not known to this version.</exception>
    internal static QuestionnaireResult Of(ScoreRecorded score)
    {
        var instrument = Instrument.Find(score) ?? throw new FormatException("A score of a questionnaire that this version does not know.");
        return score.Items.IsDefaultOrEmpty && score.TotalThousandths is not null ? OfTotal(instrument, score)
            : !score.Items.IsDefault && score.Items.Length == instrument.Items && instrument.Items > 0 ? OfItems(instrument, score.Items.AsSpan())
            : throw new FormatException("A score of neither a total nor its questionnaire's items.");
    }

    private static QuestionnaireResult OfTotal(Instrument instrument, ScoreRecorded score)
    {
        var total = score.TotalThousandths!.Value;
        var isRounded = instrument.IsMean && total % (FactCode.Thousand / 10) == 0;
        return new(instrument, total, Estimate: isRounded ? Estimate.Rounded : Estimate.None, RiskAnswer: null, ItemSetOf(instrument, total, score.ItemSet));
    }

    // Above 32 the work item must have been among them; below, nobody said unless they did.
    private static ItemSet ItemSetOf(Instrument instrument, int total, ItemSet told) =>
        instrument.WorkItem is null || total > (instrument.TotalMax - instrument.ItemMax) * FactCode.Thousand ? ItemSet.All : told;

    private static QuestionnaireResult OfItems(Instrument instrument, ReadOnlySpan<ItemAnswer> items)
    {
        int sum = 0, answered = 0, unanswered = 0;
        foreach (var item in items)
        {
            sum += item.IsAnswered ? item.Value : 0;
            answered += item.IsAnswered ? 1 : 0;
            unanswered += item.IsAnswered || item.IsNotApplicable ? 0 : 1;
        }

        int? risk = instrument.RiskItem is { } place && items[place - 1].IsAnswered ? items[place - 1].Value : null;
        var riskLeftOut = instrument.RiskItem is not null && risk is null;
        var set = instrument.WorkItem is { } work && items[work - 1].IsNotApplicable ? ItemSet.WithoutWork : ItemSet.All;

        // Domain case 22: without item 9 no total is claimed, although the data dictionary would average over it too.
        if (unanswered > instrument.MostUnanswered || riskLeftOut || answered == 0)
        {
            return new(instrument, null, Estimate.None, risk, set);
        }

        if (instrument.IsMean)
        {
            return new(instrument, RoundHalfUp(sum * FactCode.Thousand, answered), Estimate.None, risk, set);
        }

        // Mean of the answered times the number asked, rounded half up once, at the end (the dictionary is silent on rounding: domain 1.3).
        var total = RoundHalfUp(sum * (answered + unanswered), answered) * FactCode.Thousand;
        return new(instrument, total, unanswered > 0 ? Estimate.ProRated : Estimate.None, risk, set);
    }

    private static int RoundHalfUp(int dividend, int divisor) => ((2 * dividend) + divisor) / (2 * divisor);
}

/// <summary>How a total came to be less than exact.</summary>
internal enum Estimate
{
    /// <summary>It is exact.</summary>
    None,

    /// <summary>Unanswered items were filled with the mean of the others: within one point of a line nothing is claimed from it (domain 1.3).</summary>
    ProRated,

    /// <summary>A mean told with fewer than two decimals: within half a tenth of a line nothing is claimed from it (domain 1.1, Mobility Inventory).</summary>
    Rounded,
}

/// <summary>What one completed questionnaire says.</summary>
/// <param name="Instrument">Which questionnaire, in which version.</param>
/// <param name="Total">Its total in thousandths of a point; null when too much was left out to claim one.</param>
/// <param name="Estimate">How the total came to be less than exact.</param>
/// <param name="RiskAnswer">The answer to the risk item (PHQ-9 item 9) in points; null when left out, when only a total was given, and where the questionnaire has none.</param>
/// <param name="ItemSet">Which items the total is over: like is compared only with like.</param>
internal readonly record struct QuestionnaireResult(Instrument Instrument, int? Total, Estimate Estimate, int? RiskAnswer, ItemSet ItemSet);
