using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>The scores themselves, and by how much they fell.</summary>
internal static class ScoreFacts
{
    // Another version of a questionnaire that is scored alike shares its fact; the Chalder scale's two scorings do not.
    private static readonly ImmutableArray<(InstrumentCode Code, string? Version, FactNumber Fact)> s_scores =
    [
        (InstrumentCode.Phq9, null, FactNumber.Phq9), (InstrumentCode.Gad7, null, FactNumber.Gad7), (InstrumentCode.Wsas, null, FactNumber.Wsas),
        (InstrumentCode.Spin, null, FactNumber.Spin), (InstrumentCode.Oci, null, FactNumber.Oci), (InstrumentCode.OciR, null, FactNumber.OciR),
        (InstrumentCode.Pcl5, null, FactNumber.Pcl5), (InstrumentCode.IesR, null, FactNumber.IesR), (InstrumentCode.Hai, null, FactNumber.Hai),
        (InstrumentCode.Pdss, null, FactNumber.Pdss), (InstrumentCode.MobilityInventory, null, FactNumber.Mobility), (InstrumentCode.Biq, null, FactNumber.Biq),
        (InstrumentCode.Cfq, "likert", FactNumber.Cfq), (InstrumentCode.Cfq, "bimodal", FactNumber.CfqBimodal),
        (InstrumentCode.IbsSss, null, FactNumber.IbsSss), (InstrumentCode.Phq15, null, FactNumber.Phq15),
    ];

    internal static void Add(Facts facts, Questionnaires questionnaires, Norms norms, DateOnly today)
    {
        foreach (var (code, version, fact) in s_scores)
        {
            var latest = questionnaires.VersionsOf(code).FirstOrDefault(each => version is null || each.Instrument.Version == version).Measurements?.Latest;
            SetTotal(facts, fact, latest?.Result.Total);
        }

        var (phq9, gad7, wsas) = (questionnaires.Phq9, questionnaires.Gad7, questionnaires.Wsas);
        FactBuilder.Set(facts, FactNumber.Item9, phq9.Latest?.Result.RiskAnswer);
        FactBuilder.Set(facts, FactNumber.LastAnsweredItem9, phq9.LastRiskAnswer);
        FactBuilder.Set(facts, FactNumber.Item9Rise, Item9Rise(phq9));
        FactBuilder.Set(facts, FactNumber.ProRated, Truth.Of(questionnaires.Latest.Any(latest => latest.Result.Estimate == Estimate.ProRated)));
        FactBuilder.SetSeldom(facts, FactNumber.RoundedScore, questionnaires.Latest.Any(latest => latest.Result.Estimate == Estimate.Rounded));
        FactBuilder.Set(facts, FactNumber.RapidFunctionalDecline, Decline.IsRapid(phq9, wsas, norms, today));
        AddFalls(facts, phq9, FactNumber.Phq9Start, FactNumber.Phq9Fall, FactNumber.Phq9FallSinceLast);
        AddFalls(facts, gad7, FactNumber.Gad7Start, FactNumber.Gad7Fall, FactNumber.Gad7FallSinceLast);
        AddFalls(facts, wsas, FactNumber.WsasStart, FactNumber.WsasFall, FactNumber.WsasFallSinceLast);
    }

    private static void AddFalls(Facts facts, Measurements measurements, FactNumber start, FactNumber fall, FactNumber sinceLast)
    {
        SetTotal(facts, start, measurements.First?.Result.Total);
        SetTotal(facts, fall, Fall(measurements.First, measurements.Latest));
        SetTotal(facts, sinceLast, Fall(measurements.Before, measurements.Latest));
    }

    private static int? Fall(Measurement? from, Measurement? to) =>
        from is not null && to is not null && from.Date < to.Date && from.IsAlike(to) ? from.Result.Total - to.Result.Total : null;

    private static void SetTotal(Facts facts, FactNumber fact, int? thousandths) =>
        FactBuilder.Set(facts, fact, FactTable.Of(fact).Decimals ? thousandths : thousandths / FactCode.Thousand);

    private static Truth Item9Rise(Measurements phq9)
    {
        var before = phq9.Days.SkipLast(1).LastOrDefault(day => day.Result.RiskAnswer is not null)?.Result.RiskAnswer;
        return phq9.Latest?.Result.RiskAnswer is { } now && before is { } then ? Truth.Of(now > then) : Truth.Unknown;
    }
}
