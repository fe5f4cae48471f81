using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>The measure that stands beside PHQ-9 in the outcomes, and its scores.</summary>
/// <param name="Instrument">Which.</param>
/// <param name="Measurements">Its results.</param>
internal sealed record PairedMeasure(Instrument Instrument, Measurements Measurements)
{
    // The disorder-specific measure is often taken once a month where GAD-7 is taken every session; older than that it does not speak of now (a judgement).
    private const int MostDaysBehind = 28;

    // The official pairs (Clark 2018, table 2; since data set v2.1 also the last four). Every other problem, none, and specific phobia: GAD-7.
    private static readonly ImmutableDictionary<Problem, ImmutableArray<InstrumentCode>> s_pairs = new Dictionary<Problem, ImmutableArray<InstrumentCode>>
    {
        [Problem.SocialAnxiety] = [InstrumentCode.Spin],
        [Problem.PostTraumaticStress] = [InstrumentCode.Pcl5, InstrumentCode.IesR],
        [Problem.Agoraphobia] = [InstrumentCode.MobilityInventory],
        [Problem.ObsessiveCompulsive] = [InstrumentCode.Oci, InstrumentCode.OciR],
        [Problem.Panic] = [InstrumentCode.Pdss],
        [Problem.HealthAnxiety] = [InstrumentCode.Hai],
        [Problem.BodyDysmorphia] = [InstrumentCode.Biq],
        [Problem.IrritableBowel] = [InstrumentCode.IbsSss],
        [Problem.ChronicFatigue] = [InstrumentCode.Cfq],
        [Problem.UnexplainedSymptoms] = [InstrumentCode.Phq15],
    }.ToImmutableDictionary();

    /// <summary>The measures that officially stand beside PHQ-9 for a problem, the first to be asked for first; empty where that is GAD-7.</summary>
    internal static ImmutableArray<InstrumentCode> OfficialFor(Problem problem) => s_pairs.GetValueOrDefault(problem, []);

    /// <summary>
    /// A measure with a first and a present score goes before one with a single score, and the problem's own before GAD-7: where it is missing at either end,
    /// GAD-7 stands in, which is the official rule.
    /// </summary>
    internal static PairedMeasure Of(Problem problem, Questionnaires questionnaires, Norms norms)
    {
        var own = OfficialFor(problem)
            .SelectMany(questionnaires.VersionsOf)
            .Where(each => norms.MayPair(each.Instrument))
            .Select(each => new PairedMeasure(each.Instrument, each.Measurements))
            .ToList();
        var gad7 = new PairedMeasure(Instrument.Gad7, questionnaires.Gad7);
        return own.FirstOrDefault(measure => measure.Measurements.IsPaired && !measure.IsBehind(gad7))
            ?? (gad7.Measurements.IsPaired ? gad7 : null)
            ?? own.FirstOrDefault(measure => measure.Measurements.First is not null && !measure.IsBehind(gad7))
            ?? gad7;
    }

    private bool IsBehind(PairedMeasure gad7) =>
        gad7.Measurements.Latest is { } latest && latest.Date.DayNumber - Measurements.Latest!.Date.DayNumber > MostDaysBehind;
}
