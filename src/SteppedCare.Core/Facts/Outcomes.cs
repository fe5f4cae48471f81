namespace SteppedCare;

/// <summary>A total for the purpose of outcomes.</summary>
/// <param name="Thousandths">In thousandths of a point; null when none can be claimed.</param>
/// <param name="Estimate">Less than exact, and so not used for a claim that its margin would change (domain 1.3).</param>
internal readonly record struct Measured(int? Thousandths, Estimate Estimate)
{
    /// <summary>How near a line nothing is claimed: a point for a pro-rated total, half a tenth for a rounded mean.</summary>
    internal int Margin => Estimate switch { Estimate.ProRated => FactCode.Thousand, Estimate.Rounded => FactCode.Thousand / 20, _ => 0 };
}

/// <summary>PHQ-9 and the paired measure at one time.</summary>
internal readonly record struct Pair(Measured Phq9, Measured Anxiety);

/// <summary>The lines that one measure is judged by, in thousandths of a point.</summary>
/// <param name="Caseness">From this total on a case; null where there is no cut-off.</param>
/// <param name="ReliableChange">A change of so much is reliable; null where none is defined.</param>
internal readonly record struct Lines(int? Caseness, int? ReliableChange)
{
    /// <summary>Half a reliable change, the line between "no response" and "partial response": a judgement on NICE NG222 1.9.1 (domain R3).</summary>
    internal int? HalfChange => ReliableChange / 2;

    internal static Lines Of(Instrument instrument, Norms norms) => new(norms.CasenessOf(instrument), norms.ReliableChangeOf(instrument));

    /// <summary>At or above the cut-off.</summary>
    internal Truth IsCase(Measured score) => score.Thousandths is { } total && Caseness is { } line ? AtLeast(total, line, score.Margin) : Truth.Unknown;

    /// <summary>Fell by the reliable change or more. The other way round: rose by it.</summary>
    internal Truth FellReliably(Measured from, Measured to) => Fell(from, to, ReliableChange);

    /// <summary>Fell by half the reliable change or more.</summary>
    internal Truth FellByHalf(Measured from, Measured to) => Fell(from, to, HalfChange);

    /// <summary>Fell by so much or more.</summary>
    internal static Truth Fell(Measured from, Measured to, int? by) => from.Thousandths is { } before && to.Thousandths is { } after && by is { } line
        ? AtLeast(before - after, line, Margin(from, to))
        : Truth.Unknown;

    // Domain 1.3 speaks of one point, whichever was pro-rated; two roundings add up.
    private static int Margin(Measured from, Measured to) =>
        from.Estimate == Estimate.ProRated || to.Estimate == Estimate.ProRated ? FactCode.Thousand : from.Margin + to.Margin;

    // An estimate: within its margin of the line nothing is claimed from it, either way.
    private static Truth AtLeast(int value, int line, int margin) => margin > 0 && Math.Abs(value - line) <= margin ? Truth.Unknown : Truth.Of(value >= line);
}

/// <summary>The NHS outcome definitions (annual reports' metadata; domain section 2) in three-valued logic, over PHQ-9 and the paired measure.</summary>
internal sealed class Outcomes(Lines phq9, Lines anxiety)
{
    /// <summary>At or above the cut-off on either measure.</summary>
    internal Truth AtCaseness(Pair pair) => phq9.IsCase(pair.Phq9) | anxiety.IsCase(pair.Anxiety);

    /// <summary>Better by a reliable change on either, reliably worse on neither: one up and one down is no reliable change.</summary>
    internal Truth ReliableImprovement(Pair start, Pair now) => EitherFell(start, now) & !EitherFell(now, start);

    /// <summary>Worse by a reliable change on either, reliably better on neither.</summary>
    internal Truth ReliableDeterioration(Pair start, Pair now) => EitherFell(now, start) & !EitherFell(start, now);

    /// <summary>Reliably better on one and reliably worse on the other.</summary>
    internal Truth ConflictingChange(Pair start, Pair now) => EitherFell(start, now) & EitherFell(now, start);

    /// <summary>A case at the start, and below the cut-off on both now. Who started below cannot recover.</summary>
    internal Truth Recovery(Pair start, Pair now) => AtCaseness(start) & !AtCaseness(now);

    /// <summary>Recovery with reliable improvement.</summary>
    internal Truth ReliableRecovery(Pair start, Pair now) => Recovery(start, now) & ReliableImprovement(start, now);

    /// <summary>Each measure fell by less than half its reliable change, or rose (domain R3 a).</summary>
    internal Truth NoResponse(Pair start, Pair now) => !EitherFellByHalf(start, now);

    /// <summary>At least one fell by half its reliable change or more, none by all of it (domain R3 b).</summary>
    internal Truth PartialResponse(Pair start, Pair now) => EitherFellByHalf(start, now) & !EitherFell(start, now);

    /// <summary>Either measure fell by its reliable change or more.</summary>
    internal Truth EitherFell(Pair from, Pair to) => phq9.FellReliably(from.Phq9, to.Phq9) | anxiety.FellReliably(from.Anxiety, to.Anxiety);

    /// <summary>Either measure rose by its reliable change or more; one that says nothing new did not.</summary>
    internal Truth EitherRose((Measured Before, Measured Now)? first, (Measured Before, Measured Now)? second) => Rose(phq9, first) | Rose(anxiety, second);

    /// <summary>Either measure fell by half its reliable change or more.</summary>
    internal Truth EitherFellByHalf(Pair from, Pair to) => phq9.FellByHalf(from.Phq9, to.Phq9) | anxiety.FellByHalf(from.Anxiety, to.Anxiety);

    private static Truth Rose(Lines lines, (Measured Before, Measured Now)? change) => change is { } known ? lines.FellReliably(known.Now, known.Before) : Truth.False;
}
