namespace SteppedCare;

/// <summary>A total for the purpose of outcomes.</summary>
/// <param name="Points">In points; null when none can be claimed.</param>
/// <param name="ProRated">Completed by averaging, and so not used for a claim that one point would change (domain 1.3).</param>
internal readonly record struct Measured(int? Points, bool ProRated);

/// <summary>Both measures of the pair at one time.</summary>
/// <remarks>
/// The pair is PHQ-9 and GAD-7 for every descriptor in this release. The disorder-specific measures that the NHS pairs with PTSD, OCD, social anxiety and others
/// are not shipped (no verified reliable change: domain 1.1); falling back to GAD-7 is the official rule where they are missing.
/// </remarks>
internal readonly record struct Pair(Measured Phq9, Measured Gad7);

/// <summary>The NHS outcome definitions (annual reports' metadata; domain section 2) in three-valued logic.</summary>
internal static class Outcomes
{
    /// <summary>At or above the cut-off on either measure.</summary>
    internal static Truth AtCaseness(Pair pair) => IsCase(Instrument.Phq9, pair.Phq9) | IsCase(Instrument.Gad7, pair.Gad7);

    /// <summary>Better by a reliable change on either, reliably worse on neither: one up and one down is no reliable change.</summary>
    internal static Truth ReliableImprovement(Pair start, Pair now) => EitherFell(start, now) & !EitherFell(now, start);

    /// <summary>Worse by a reliable change on either, reliably better on neither.</summary>
    internal static Truth ReliableDeterioration(Pair start, Pair now) => EitherFell(now, start) & !EitherFell(start, now);

    /// <summary>Reliably better on one and reliably worse on the other.</summary>
    internal static Truth ConflictingChange(Pair start, Pair now) => EitherFell(start, now) & EitherFell(now, start);

    /// <summary>A case at the start, and below the cut-off on both now. Who started below cannot recover.</summary>
    internal static Truth Recovery(Pair start, Pair now) => AtCaseness(start) & !AtCaseness(now);

    /// <summary>Recovery with reliable improvement.</summary>
    internal static Truth ReliableRecovery(Pair start, Pair now) => Recovery(start, now) & ReliableImprovement(start, now);

    /// <summary>Each measure fell by less than half its reliable change, or rose (domain R3 a).</summary>
    internal static Truth NoResponse(Pair start, Pair now) => !EitherFellByHalf(start, now);

    /// <summary>At least one fell by half its reliable change or more, none by all of it (domain R3 b).</summary>
    internal static Truth PartialResponse(Pair start, Pair now) => EitherFellByHalf(start, now) & !EitherFell(start, now);

    /// <summary>At or above the instrument's cut-off.</summary>
    internal static Truth IsCase(Instrument instrument, Measured score) =>
        score.Points is { } points && instrument.Caseness is { } line ? AtLeast(points, line, score.ProRated) : Truth.Unknown;

    /// <summary>Fell by the instrument's reliable change or more. The other way round: rose by it.</summary>
    internal static Truth FellReliably(Instrument instrument, Measured from, Measured to) => Fell(from, to, instrument.ReliableChange!.Value);

    /// <summary>Fell by so many points or more.</summary>
    internal static Truth Fell(Measured from, Measured to, int by) =>
        from.Points is { } before && to.Points is { } after ? AtLeast(before - after, by, from.ProRated || to.ProRated) : Truth.Unknown;

    private static Truth EitherFell(Pair from, Pair to) =>
        FellReliably(Instrument.Phq9, from.Phq9, to.Phq9) | FellReliably(Instrument.Gad7, from.Gad7, to.Gad7);

    private static Truth EitherFellByHalf(Pair from, Pair to) =>
        Fell(from.Phq9, to.Phq9, Instrument.Phq9.HalfChange!.Value) | Fell(from.Gad7, to.Gad7, Instrument.Gad7.HalfChange!.Value);

    // A pro-rated score is an estimate: within one point of the line nothing is claimed from it, either way.
    private static Truth AtLeast(int value, int line, bool proRated) =>
        proRated && Math.Abs(value - line) <= 1 ? Truth.Unknown : Truth.Of(value >= line);
}
