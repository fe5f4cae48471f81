namespace SteppedCare;

/// <summary>
/// A validated questionnaire as data: its items, its range and the numbers that the clinic hangs on it. Item wording is not ours to ship; items are known by place.
/// </summary>
public sealed record Instrument
{
    // Domain 1.1: "PHQ-9 case >= 10" and "GAD-7 case >= 8" are the NHS Data Dictionary's ("a PERSON scoring 10 or above", "8 or above").
    // Reliable change 6 and 4 are the IAPT Manual 2020's, as coded in public analyses; GAD-7 5 in one paper (Delgadillo 2014) was not taken.

    /// <summary>Patient Health Questionnaire: nine items of 0 to 3, two weeks.</summary>
    public static Instrument Phq9 { get; } = new()
    {
        Code = InstrumentCode.Phq9,
        Name = "PHQ-9",
        Items = 9,
        ItemMax = 3,
        TotalMax = 27,
        Caseness = 10,
        ReliableChange = 6,
        RiskItem = 9,
        WorkItem = null,
        MostProRated = 2,
    };

    /// <summary>Generalised Anxiety Disorder scale: seven items of 0 to 3, two weeks.</summary>
    public static Instrument Gad7 { get; } = new()
    {
        Code = InstrumentCode.Gad7,
        Name = "GAD-7",
        Items = 7,
        ItemMax = 3,
        TotalMax = 21,
        Caseness = 8,
        ReliableChange = 4,
        RiskItem = null,
        WorkItem = null,
        MostProRated = 2,
    };

    /// <summary>Work and Social Adjustment Scale: five items of 0 to 8. No cut-off and no reliable change in official outcomes: it is always collected and never part of recovery.</summary>
    public static Instrument Wsas { get; } = new()
    {
        Code = InstrumentCode.Wsas,
        Name = "WSAS",
        Items = 5,
        ItemMax = 8,
        TotalMax = 40,
        Caseness = null,
        ReliableChange = null,
        RiskItem = null,
        WorkItem = 1,

        // The data dictionary's averaging rule names PHQ-9, GAD-7 and OCI, not this one; with five unlike areas of life a mean would be a guess.
        MostProRated = 0,
    };

    /// <summary>Its number in trajectories.</summary>
    public required InstrumentCode Code { get; init; }

    /// <summary>As clinicians call it.</summary>
    public required string Name { get; init; }

    /// <summary>How many items it has.</summary>
    public required int Items { get; init; }

    /// <summary>The most points of one item; the least is 0.</summary>
    public required int ItemMax { get; init; }

    /// <summary>The most points in all.</summary>
    public required int TotalMax { get; init; }

    /// <summary>From this total on a person is a case (NHS Data Dictionary: PHQ-9 10, GAD-7 8); null where there is no cut-off.</summary>
    public required int? Caseness { get; init; }

    /// <summary>A change of so many points or more is more than measurement error (IAPT Manual 2020: PHQ-9 6, GAD-7 4); null where none is defined.</summary>
    public required int? ReliableChange { get; init; }

    /// <summary>Half a reliable change, the line between "no response" and "partial response": a judgement on NICE NG222 1.9.1 (domain R3).</summary>
    public int? HalfChange => ReliableChange / 2;

    /// <summary>The item, counted from 1, that asks about suicide or self-harm (PHQ-9 item 9); null where none does. Never imputed.</summary>
    public required int? RiskItem { get; init; }

    /// <summary>The item, counted from 1, that may not apply (WSAS item 1, work: then four items, at most 32); null where all apply to everybody.</summary>
    public required int? WorkItem { get; init; }

    /// <summary>How many unanswered items may be filled with the mean of the others: PHQ-9 and GAD-7 two (NHS Data Dictionary), WSAS none. With more the questionnaire is disregarded.</summary>
    public required int MostProRated { get; init; }

    /// <summary>The questionnaire of that number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none; whoever tells a score is answered by <c>ScoreFaults</c> before it comes to this.</exception>
    public static Instrument Of(InstrumentCode code) =>
        Find(code) ?? throw new ArgumentOutOfRangeException(nameof(code), code, "Not an instrument.");

    internal static Instrument? Find(InstrumentCode code) => code switch
    {
        InstrumentCode.Phq9 => Phq9,
        InstrumentCode.Gad7 => Gad7,
        InstrumentCode.Wsas => Wsas,
        _ => null,
    };

    /// <summary>Reads one completed questionnaire. It must be free of faults.</summary>
    internal QuestionnaireResult Score(ScoreRecorded score) =>
        score.Items.IsDefaultOrEmpty ? OfTotal(score) : OfItems(score.Items.AsSpan());

    private QuestionnaireResult OfTotal(ScoreRecorded score)
    {
        var total = score.TotalThousandths / FactCode.Thousand;

        // Above 32 the work item must have been among them; below nobody said.
        var set = WorkItem is null || total > TotalMax - ItemMax ? ItemSet.Whole : ItemSet.NotTold;
        return new QuestionnaireResult(Code, total, ProRated: false, RiskAnswer: null, set);
    }

    private QuestionnaireResult OfItems(ReadOnlySpan<ItemAnswer> items)
    {
        int sum = 0, answered = 0, unanswered = 0;
        foreach (var item in items)
        {
            sum += item.IsAnswered ? item.Value : 0;
            answered += item.IsAnswered ? 1 : 0;
            unanswered += item.IsAnswered || item.IsNotApplicable ? 0 : 1;
        }

        int? risk = RiskItem is { } place && items[place - 1].IsAnswered ? items[place - 1].Value : null;
        var riskLeftOut = RiskItem is not null && risk is null;
        var set = WorkItem is { } work && items[work - 1].IsNotApplicable ? ItemSet.WithoutWork : ItemSet.Whole;

        // Domain case 22: without item 9 no total is claimed, although the data dictionary would average over it too.
        if (unanswered > MostProRated || riskLeftOut || answered == 0)
        {
            return new QuestionnaireResult(Code, null, ProRated: false, risk, set);
        }

        // Mean of the answered times the number asked, rounded half up once, at the end (the dictionary is silent on rounding: domain 1.3).
        var asked = answered + unanswered;
        var total = ((2 * sum * asked) + answered) / (2 * answered);
        return new QuestionnaireResult(Code, total, unanswered > 0, risk, set);
    }
}

/// <summary>What one completed questionnaire says.</summary>
/// <param name="Instrument">Which questionnaire.</param>
/// <param name="Total">Its total in points; null when too much was left out to claim one.</param>
/// <param name="ProRated">True when unanswered items were filled with the mean of the others.</param>
/// <param name="RiskAnswer">The answer to the risk item (PHQ-9 item 9) in points; null when left out, when only a total was given, and where the questionnaire has none.</param>
/// <param name="ItemSet">Which items the total is over: like is compared only with like.</param>
internal readonly record struct QuestionnaireResult(InstrumentCode Instrument, int? Total, bool ProRated, int? RiskAnswer, ItemSet ItemSet);

/// <summary>Which items a total is over.</summary>
internal enum ItemSet
{
    /// <summary>All of them.</summary>
    Whole,

    /// <summary>All but the work item, which does not apply.</summary>
    WithoutWork,

    /// <summary>Only a total was given, and it could be either; it is compared with nothing.</summary>
    NotTold,
}
