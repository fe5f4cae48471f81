using System.Collections.Frozen;
using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>What a policy measures people by where it differs from the instruments' own numbers: cut-offs, reliable changes, pairs and expected-response curves.</summary>
internal sealed class Norms
{
    private readonly FrozenDictionary<InstrumentCode, int> _caseness;
    private readonly FrozenDictionary<InstrumentCode, int> _reliableChange;
    private readonly FrozenSet<InstrumentCode> _unpaired;
    private readonly ImmutableArray<ResponseCurve> _curves;

    internal Norms(
        IEnumerable<NormRule> caseness, IEnumerable<NormRule> reliableChange, IEnumerable<InstrumentCode> unpaired, IEnumerable<ResponseCurve> curves)
    {
        _caseness = caseness.DistinctBy(rule => rule.Instrument).ToFrozenDictionary(rule => rule.Instrument, rule => rule.Thousandths);
        _reliableChange = reliableChange.DistinctBy(rule => rule.Instrument).ToFrozenDictionary(rule => rule.Instrument, rule => rule.Thousandths);
        _unpaired = unpaired.ToFrozenSet();
        _curves = [.. curves];
    }

    /// <summary>The instruments' own numbers, every official pair, and no curve.</summary>
    internal static Norms Published { get; } = new([], [], [], []);

    /// <summary>The total, in thousandths, from which on a person is a case; null where there is none.</summary>
    internal int? CasenessOf(Instrument instrument) => _caseness.TryGetValue(instrument.Code, out var line) ? line : instrument.Caseness?.Thousandths;

    /// <summary>The change, in thousandths, that is reliable; null where none is defined.</summary>
    internal int? ReliableChangeOf(Instrument instrument) =>
        _reliableChange.TryGetValue(instrument.Code, out var change) ? change : instrument.ReliableChange?.Thousandths;

    /// <summary>Both numbers of the instrument were read in some source, or are the policy's own.</summary>
    internal bool IsVerified(Instrument instrument) =>
        (_caseness.ContainsKey(instrument.Code) || instrument.Caseness is { Status: not ThresholdStatus.Unverified })
        && (_reliableChange.ContainsKey(instrument.Code) || instrument.ReliableChange is { Status: not ThresholdStatus.Unverified });

    /// <summary>May stand beside PHQ-9: it has both numbers, and the policy does not put GAD-7 in its place.</summary>
    internal bool MayPair(Instrument instrument) =>
        !_unpaired.Contains(instrument.Code) && CasenessOf(instrument) is not null && ReliableChangeOf(instrument) is not null;

    /// <summary>The curve of people who began so at that step; null when the policy has none.</summary>
    internal ResponseCurve? CurveOf(Step step, int baseline) => _curves.FirstOrDefault(curve => curve.Step == step && curve.From <= baseline && baseline <= curve.To);
}

/// <summary>A policy's own number for an instrument, and why.</summary>
/// <param name="Instrument">Which.</param>
/// <param name="Thousandths">The number.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Line">Line in the script.</param>
internal sealed record NormRule(InstrumentCode Instrument, int Thousandths, Source Source, int Line);
