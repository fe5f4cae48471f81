using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What a policy measures people by where it differs from the instruments' own numbers: cut-offs, reliable changes, pairs and expected-response curves.</summary>
internal sealed class Norms
{
    private readonly FrozenDictionary<(InstrumentCode Code, string Version), NormRule> _caseness;
    private readonly FrozenDictionary<(InstrumentCode Code, string Version), NormRule> _reliableChange;
    private readonly FrozenSet<InstrumentCode> _unpaired;
    private readonly ImmutableArray<ResponseCurve> _curves;

    internal Norms(
        IEnumerable<NormRule> caseness, IEnumerable<NormRule> reliableChange, IEnumerable<InstrumentCode> unpaired, IEnumerable<ResponseCurve> curves)
    {
        _caseness = ByVersion(caseness);
        _reliableChange = ByVersion(reliableChange);
        _unpaired = unpaired.ToFrozenSet();
        _curves = [.. curves];
    }

    /// <summary>The instruments' own numbers, every official pair, and no curve.</summary>
    internal static Norms Published { get; } = new([], [], [], []);

    /// <summary>The total, in thousandths, from which on a person is a case; null where there is none.</summary>
    internal int? CasenessOf(Instrument instrument) => OwnOf(_caseness, instrument)?.Thousandths ?? instrument.Caseness?.Thousandths;

    /// <summary>The change, in thousandths, that is reliable; null where none is defined.</summary>
    internal int? ReliableChangeOf(Instrument instrument) => OwnOf(_reliableChange, instrument)?.Thousandths ?? instrument.ReliableChange?.Thousandths;

    /// <summary>Both numbers of the instrument were read in some source, the instrument's or the policy's own; a judgement is none.</summary>
    internal bool IsVerified(Instrument instrument) =>
        IsVerified(OwnOf(_caseness, instrument), instrument.Caseness) && IsVerified(OwnOf(_reliableChange, instrument), instrument.ReliableChange);

    /// <summary>May stand beside PHQ-9: it has both numbers, and the policy does not put GAD-7 in its place.</summary>
    internal bool MayPair(Instrument instrument) =>
        !_unpaired.Contains(instrument.Code) && CasenessOf(instrument) is not null && ReliableChangeOf(instrument) is not null;

    /// <summary>The curve of people who began so at that step; null when the policy has none.</summary>
    internal ResponseCurve? CurveOf(Step step, int baseline) => _curves.FirstOrDefault(curve => curve.Step == step && curve.From <= baseline && baseline <= curve.To);

    /// <summary>Everybody is measured alike by both.</summary>
    internal bool MeasuresAs(Norms other) =>
        ReferenceEquals(this, other)
        || (InstrumentCatalogue.All.All(instrument => CasenessOf(instrument) == other.CasenessOf(instrument) && ReliableChangeOf(instrument) == other.ReliableChangeOf(instrument)
                && MayPair(instrument) == other.MayPair(instrument) && IsVerified(instrument) == other.IsVerified(instrument))
            && _curves.Length == other._curves.Length
            && _curves.Zip(other._curves).All(pair =>
                (pair.First.Step, pair.First.From, pair.First.To) == (pair.Second.Step, pair.Second.From, pair.Second.To) && pair.First.Points.SequenceEqual(pair.Second.Points)));

    private static bool IsVerified(NormRule? own, Threshold? published) => own is { } rule ? !rule.Source.IsJudgement : published is { Status: not ThresholdStatus.Unverified };

    private static NormRule? OwnOf(FrozenDictionary<(InstrumentCode, string), NormRule> rules, Instrument instrument) =>
        rules.GetValueOrDefault((instrument.Code, instrument.Version));

    private static FrozenDictionary<(InstrumentCode, string), NormRule> ByVersion(IEnumerable<NormRule> rules) => rules
        .SelectMany(rule => rule.Versions.Select(instrument => (Key: (instrument.Code, instrument.Version), Rule: rule)))
        .DistinctBy(each => each.Key)
        .ToFrozenDictionary(each => each.Key, each => each.Rule);
}

/// <summary>A policy's own number for an instrument, and why.</summary>
/// <param name="Instrument">Which.</param>
/// <param name="Version">Which version of it; empty for every one.</param>
/// <param name="Thousandths">The number.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Line">Line in the script.</param>
internal sealed record NormRule(InstrumentCode Instrument, string Version, int Thousandths, Source Source, int Line)
{
    /// <summary>The versions that the number is for.</summary>
    internal IEnumerable<Instrument> Versions => InstrumentCatalogue.VersionsOf(Instrument).Where(instrument => Version is null or "" || instrument.Version == Version);
}
