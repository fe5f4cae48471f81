namespace SteppedCare.Policies;

/// <summary>What a policy measures people by: numbers inside their instrument, curves without a gap. Refused by name, at the author's line.</summary>
internal static class NormsCheck
{
    private const int MostSessions = 40;

    internal static IEnumerable<Refusal> Check(Rulebook book, Ladder ladder) =>
    [
        .. book.CasenessRules.SelectMany(rule => OfNumber(rule, "Caseness")),
        .. book.ReliableChangeRules.SelectMany(rule => OfNumber(rule, "ReliableChange")),
        .. book.FallbackRules.SelectMany(OfFallback),
        .. Twice(book.CasenessRules, "Caseness"),
        .. Twice(book.ReliableChangeRules, "ReliableChange"),
        .. book.Curves.SelectMany(curve => OfCurve(curve, ladder)),
        .. book.Curves.GroupBy(curve => curve.Step).SelectMany(OfBands),
    ];

    private static IEnumerable<Refusal> OfNumber(NormRule rule, string word)
    {
        foreach (var refusal in OfSource(rule.Source, rule.Line, $"{word}({rule.Instrument}, ...)"))
        {
            yield return refusal;
        }

        var versions = rule.Versions.ToList();
        if (versions.Count == 0 || rule.Instrument == InstrumentCode.Wsas)
        {
            yield return Refuse("SC076", rule.Line, $"{word}({rule.Instrument}, ...) names no instrument, or no version of it, whose outcomes are measured.");
        }
        else if (versions.Select(instrument => instrument.TotalMax).Distinct().Count() > 1)
        {
            yield return Refuse("SC076", rule.Line, $"{word}({rule.Instrument}, ...) wants a version: its versions are scored apart.");
        }
        else if (rule.Thousandths < 1 || rule.Thousandths > versions[0].TotalMax * FactCode.Thousand || (word == "Caseness" && rule.Thousandths <= versions[0].TotalMin * FactCode.Thousand))
        {
            yield return Refuse("SC076", rule.Line, $"{word}({rule.Instrument}, ...) wants a number inside {versions[0].Name}: above {(word == "Caseness" ? versions[0].TotalMin : 0)}, at most {versions[0].TotalMax}.");
        }
    }

    private static IEnumerable<Refusal> OfFallback(NormRule rule)
    {
        var isAdsm = !InstrumentCatalogue.VersionsOf(rule.Instrument).IsEmpty && rule.Instrument is not (InstrumentCode.Phq9 or InstrumentCode.Gad7 or InstrumentCode.Wsas);
        return isAdsm
            ? OfSource(rule.Source, rule.Line, $"FallBackToGad7({rule.Instrument}, ...)")
            : [Refuse("SC076", rule.Line, $"FallBackToGad7({rule.Instrument}, ...) wants a measure that is paired with PHQ-9 for one problem.")];
    }

    private static IEnumerable<Refusal> Twice(List<NormRule> rules, string word) => rules
        .GroupBy(rule => (rule.Instrument, rule.Version))
        .Where(same => same.Count() > 1)
        .Select(same => Refuse("SC076", same.Last().Line, $"{word}({same.Key.Instrument}, ...) is said {same.Count()} times; once is enough."));

    private static IEnumerable<Refusal> OfCurve(ResponseCurve curve, Ladder ladder)
    {
        var name = $"ExpectedResponse({curve.Step}, {curve.From}, {curve.To}, ...)";
        if (ladder.RankOf(curve.Step) < 0)
        {
            yield return Refuse("SC077", curve.Line, $"{name} is about a step that is not on the ladder.");
        }

        if (curve.From < 0 || curve.To > Instrument.Phq9.TotalMax || curve.From > curve.To)
        {
            yield return Refuse("SC077", curve.Line, $"{name} wants two PHQ-9 scores of 0 to {Instrument.Phq9.TotalMax}, the lower first.");
        }

        foreach (var refusal in OfSource(curve.Source, curve.Line, name))
        {
            yield return refusal;
        }

        var expected = ResponseCurve.FirstSession;
        foreach (var point in curve.Points)
        {
            if (point.Session != expected)
            {
                yield return Refuse("SC077", curve.Line, $"{name} has a gap: session {expected} is missing, and a curve has one point a session from session {ResponseCurve.FirstSession} on.");
                yield break;
            }

            if (point.Median < 0 || point.Upper > Instrument.Phq9.TotalMax || point.Median > point.Upper)
            {
                yield return Refuse("SC077", curve.Line, $"{name} at session {point.Session} wants a median and an upper bound of PHQ-9, the median not above it.");
            }

            expected++;
        }

        if (curve.Points.IsEmpty || curve.Points.Length > MostSessions)
        {
            yield return Refuse("SC077", curve.Line, $"{name} wants 1 to {MostSessions} sessions.");
        }
    }

    // Where the curves of a step begin is the author's choice; between the first and the last nobody is left out or placed twice.
    private static IEnumerable<Refusal> OfBands(IGrouping<Step, ResponseCurve> curves)
    {
        var bands = curves.OrderBy(curve => curve.From).ToList();
        return bands.Zip(bands.Skip(1))
            .Where(pair => pair.Second.From != pair.First.To + 1)
            .Select(pair => Refuse(
                "SC077",
                pair.Second.Line,
                pair.Second.From > pair.First.To + 1
                    ? $"The curves of {curves.Key} have a gap: nobody who began at PHQ-9 {pair.First.To + 1} to {pair.Second.From - 1} is placed."
                    : $"The curves of {curves.Key} overlap at PHQ-9 {pair.Second.From}."));
    }

    private static IEnumerable<Refusal> OfSource(Source source, int line, string name) => !source.Texts.IsEmpty && source.Texts.All(text => text?.Trim().Length is > 0 and <= RulebookCheck.LongestText)
        ? []
        : [Refuse("SC062", line, $"{name} wants a source: Source(...) or Judgement(...), each with something in it.")];

    private static Refusal Refuse(string code, int line, string message) => new(CompilerStage.Rulebook, code, line, 1, message);
}
