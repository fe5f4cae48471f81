using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>Which of two figures is better, where anybody can say.</summary>
internal enum Verdict
{
    None,
    Better,
    Worse,
}

/// <summary>One measure in every column: as practised first; the last is read against the one before it.</summary>
internal sealed record ComparedMeasure(ImmutableArray<V1.MeasuredFigure> Figures)
{
    // Of the rest nobody can say that more is better: a direct start, a step down, a mixture, somebody who was watched and not
    // treated, the days of those few who are stepped up at all. What the generator assumes is no merit of a policy.
    private static readonly ImmutableHashSet<string> s_more =
    [
        "reviewed-at-review-point", "not-on-track-acted-upon", "not-helped-stepped-up-28", "not-helped-stepped-up", "step-up-confirmed",
        "step-up-started", "step-up-started-14", "step-up-started-28", "step-up-started-90", "official-step-up-wait-28",
        "official-step-up-wait-90", "paired", "sessions-measured", "second-treatment-28", "confirmed",
    ];

    private static readonly ImmutableHashSet<string> s_less =
    [
        "over-stay", "second-treatment-over-90",
    ];

    internal V1.MeasuredFigure First => Figures[0];

    /// <summary>In points of a share; of ratios and means in per cent of the larger.</summary>
    internal double Size => (Before.HasValue, After.HasValue) switch
    {
        (true, true) when First.Form == V1.MeasureForm.Share => Math.Abs(After.Value - Before.Value),
        (true, true) => 100 * Math.Abs(After.Value - Before.Value) / Math.Max(1e-9, Math.Max(After.Value, Before.Value)),
        _ => 0,
    };

    // Means and ratios have no interval, and so none says of them that they differ.
    internal Verdict Verdict => !IsBeyondChance ? Verdict.None
        : s_more.Contains(First.Measure) ? After.Value > Before.Value ? Verdict.Better : Verdict.Worse
        : s_less.Contains(First.Measure) ? After.Value < Before.Value ? Verdict.Better : Verdict.Worse
        : Verdict.None;

    /// <summary>How people fared.</summary>
    internal bool IsAssumed => SimulatedMeasures.IsAssumed(First.Measure);

    internal bool HasData => Figures.Any(figure => figure.HasValue);

    internal bool IsUnmatched => Before.HasValue != After.HasValue;

    internal string TextOf(V1.MeasuredFigure figure) => IsNotAsked(figure) ? "not asked" : FigureText.Of(figure);

    internal string CountsOf(V1.MeasuredFigure figure) => IsNotAsked(figure) ? "" : FigureText.CountsOf(figure);

    internal string VerdictText => Verdict switch { Verdict.Better => "better", Verdict.Worse => "worse", _ => "" };

    // The same people stand in every column, so that chance makes less of a difference than this allows it.
    private bool IsBeyondChance => (Before.HasValue, After.HasValue, First.Form) is (true, true, V1.MeasureForm.Share)
        && ScoreInterval.OfDifference(After.Value, IntervalOf(After), Before.Value, IntervalOf(Before)) is { Lower: > 0 } or { Upper: < 0 };

    private bool IsNotAsked(V1.MeasuredFigure figure) =>
        ReferenceEquals(figure, First) && !figure.HasValue && SimulatedMeasures.NeedsAnswers(figure.Measure);

    private V1.MeasuredFigure Before => Figures[^2];

    private V1.MeasuredFigure After => Figures[^1];

    private static ScoreInterval IntervalOf(V1.MeasuredFigure figure) => ScoreInterval.OfShare(figure.Numerator, figure.Denominator);
}
