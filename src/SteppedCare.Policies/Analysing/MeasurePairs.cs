using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>Every first with every present result of one questionnaire, and what the production code's lines say of each pair. Made once for the same lines.</summary>
internal sealed class MeasurePairs
{
    // Some twenty questionnaires by a handful of norms; a service does not come near it.
    private const int MostKept = 256;

    private static readonly ConcurrentDictionary<(Instrument, Lines, string), MeasurePairs> s_kept = new();

    private readonly int[] _changes;
    private readonly byte[] _rises;

    private MeasurePairs(Instrument instrument, Lines lines, IEnumerable<int> cuts)
    {
        Lines = lines;
        Totals = RawTotals.Of(instrument, Near(instrument, lines, cuts));
        _changes = new int[Totals.Length * Totals.Length];
        _rises = new byte[_changes.Length];
        for (var first = 0; first < Totals.Length; first++)
        {
            for (var now = 0; now < Totals.Length; now++)
            {
                _changes[(first * Totals.Length) + now] = ChangeOf(Taken.Paired, Totals[first], Totals[now]);
                _rises[(first * Totals.Length) + now] = (byte)RiseOf(Totals[first], Totals[now]);
            }
        }
    }

    /// <summary>The results.</summary>
    internal ImmutableArray<Measured> Totals { get; }

    internal Lines Lines { get; }

    internal static MeasurePairs Of(Instrument instrument, Norms norms, IReadOnlyList<int> cuts)
    {
        var lines = Lines.Of(instrument, norms);
        var key = (instrument, lines, RawTotals.IsLong(instrument) ? string.Join(',', cuts.Select(cut => cut.ToString(CultureInfo.InvariantCulture))) : "");
        if (s_kept.Count > MostKept)
        {
            s_kept.Clear();
        }

        return s_kept.GetOrAdd(key, _ => new MeasurePairs(instrument, lines, cuts));
    }

    /// <summary>What a first and a present result say of the outcomes, in one number.</summary>
    internal int ChangeAt(int first, int now) => _changes[(first * Totals.Length) + now];

    /// <summary>Whether it rose reliably from one to the next: 0 no, 1 yes, 2 unknown.</summary>
    internal int RiseAt(int before, int now) => _rises[(before * Totals.Length) + now];

    internal int ChangeOf(Taken taken, Measured first, Measured now)
    {
        var change = (int)taken;
        ReadOnlySpan<Truth> truths =
            [Lines.IsCase(first), Lines.IsCase(now), Lines.FellReliably(first, now), Lines.FellReliably(now, first), Lines.FellByHalf(first, now)];
        foreach (var truth in truths)
        {
            change = (3 * change) + Digit(truth);
        }

        return change;
    }

    internal int RiseOf(Measured before, Measured now) => Digit(Lines.FellReliably(now, before));

    private static int Digit(Truth truth) => truth.IsUnknown ? 2 : truth.IsTrue ? 1 : 0;

    // Around the cut-off, and where a fall from there or to there is, or half is, reliable.
    private static HashSet<int> Near(Instrument instrument, Lines lines, IEnumerable<int> cuts)
    {
        var change = lines.ReliableChange ?? 0;
        var places = new[] { lines.Caseness ?? instrument.TotalMin, instrument.TotalMin, instrument.TotalMax }.Concat(cuts);
        return [.. places.SelectMany(place => new[] { 0, change / 2, change }.SelectMany(step => new[] { place - step, place + step }))];
    }
}
