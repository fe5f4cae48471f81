using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.Policies;

/// <summary>Every first with every present result of one questionnaire, and what the production code's lines say of each pair. Made once for the same lines.</summary>
internal sealed class MeasurePairs
{
    // Some twenty questionnaires by a handful of norms; a service does not come near it.
    private const int MostKept = 256;

    private static readonly ConcurrentDictionary<(Instrument, Lines, OutcomesRead, string), MeasurePairs> s_kept = new();

    private readonly OutcomesRead _read;
    private readonly int[] _changes;
    private readonly byte[] _rises;

    private MeasurePairs(Instrument instrument, Lines lines, OutcomesRead read, IEnumerable<int> cuts)
    {
        (Lines, _read) = (lines, read);
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

    internal static MeasurePairs Of(Instrument instrument, Norms norms, OutcomesRead read, IReadOnlyList<int> cuts)
    {
        var lines = Lines.Of(instrument, norms);
        var key = (instrument, lines, read, RawTotals.IsLong(instrument) ? string.Join(',', cuts.Select(cut => cut.ToString(CultureInfo.InvariantCulture))) : "");
        if (s_kept.Count > MostKept)
        {
            s_kept.Clear();
        }

        return s_kept.GetOrAdd(key, _ => new MeasurePairs(instrument, lines, read, cuts));
    }

    /// <summary>What a first and a present result say of the outcomes, in one number.</summary>
    internal int ChangeAt(int first, int now) => _changes[(first * Totals.Length) + now];

    /// <summary>Whether it rose reliably from one to the next: 0 no, 1 yes, 2 unknown.</summary>
    internal int RiseAt(int before, int now) => _rises[(before * Totals.Length) + now];

    internal int ChangeOf(Taken taken, Measured first, Measured now)
    {
        var change = _read.HasFlag(OutcomesRead.Taken) ? (int)taken : 0;
        change = (3 * change) + (_read.HasFlag(OutcomesRead.CaseAtStart) ? Digit(Lines.IsCase(first)) : 0);
        change = (3 * change) + (_read.HasFlag(OutcomesRead.CaseNow) ? Digit(Lines.IsCase(now)) : 0);
        change = (3 * change) + (_read.HasFlag(OutcomesRead.Change) ? Digit(Lines.FellReliably(first, now)) : 0);
        change = (3 * change) + (_read.HasFlag(OutcomesRead.Change) ? Digit(Lines.FellReliably(now, first)) : 0);
        return (3 * change) + (_read.HasFlag(OutcomesRead.HalfChange) ? Digit(Lines.FellByHalf(first, now)) : 0);
    }

    internal int RiseOf(Measured before, Measured now) => _read.HasFlag(OutcomesRead.Rise) ? Digit(Lines.FellReliably(now, before)) : 0;

    private static int Digit(Truth truth) => truth.IsUnknown ? 2 : truth.IsTrue ? 1 : 0;

    // In thousandths: around the cut-off, and where a fall from there or to there is, or half is, reliable.
    private static HashSet<int> Near(Instrument instrument, Lines lines, IEnumerable<int> cuts)
    {
        var change = lines.ReliableChange ?? 0;
        var (least, most) = (instrument.TotalMin * FactCode.Thousand, instrument.TotalMax * FactCode.Thousand);
        var places = new[] { lines.Caseness ?? least, least, most }.Concat(cuts);
        return [.. places.SelectMany(place => new[] { 0, change / 2, change }.SelectMany(step => new[] { place - step, place + step }))];
    }
}

/// <summary>What the outcomes that are asked rest on.</summary>
[Flags]
internal enum OutcomesRead
{
    None = 0,
    CaseNow = 1,
    CaseAtStart = 2,
    Change = 4,
    HalfChange = 8,
    Rise = 16,
    Taken = 32,
}
