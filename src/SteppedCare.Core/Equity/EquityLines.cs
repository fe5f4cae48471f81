using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// What the measures of an equity report count: each numerator and denominator once, whatever number of measures has it, so that a count is treated alike in all
/// of them. And how these lines hang together: which is a part of which, and which add up to which.
/// </summary>
internal static class EquityLines
{
    private static readonly ImmutableArray<EquityLine> s_all = InOrder();

    /// <summary>Those that are parts after those that they are parts of.</summary>
    internal static ImmutableArray<EquityLine> All => s_all;

    /// <summary>A numerator is a part of its denominator; of others none ever exceeds what it is a part of, in any month.</summary>
    internal static ImmutableArray<LinePart> Parts { get; } = [.. PartLines().Select(each => new LinePart(s_all.IndexOf(each.Whole), s_all.IndexOf(each.Part))).Distinct()];

    internal static ImmutableArray<LineSum> Sums { get; } =
        [.. SumLines().Select(sum => new LineSum(s_all.IndexOf(sum.Whole), [.. sum.Parts.Select(part => s_all.IndexOf(part))]))];

    /// <summary>The lines of a measure's two counts.</summary>
    internal static (int Part, int Whole) Of(Measure measure) => (s_all.IndexOf(EquityLine.PartOf(measure)), s_all.IndexOf(EquityLine.WholeOf(measure)));

    private static IEnumerable<(EquityLine Whole, EquityLine Part)> PartLines() =>
    [
        .. EquityCatalogue.All.Select(measure => (EquityLine.WholeOf(measure), EquityLine.PartOf(measure))),
        .. SumLines().SelectMany(sum => sum.Parts.Select(part => (sum.Whole, part))),

        // Of finished courses those that began at caseness, and those whose first stage is known.
        .. Within(Whole("reliable-improvement"), Whole("recovery"), Whole("direct-to-high"), Whole("official-step-up-of-low-first")),

        // Change is known of those who were measured twice, and a recovery that is reliable is both.
        .. Within(Part("paired"), Part("recovery"), Part("reliable-improvement"), Part("reliable-deterioration")),
        .. Within(Part("recovery"), Part("reliable-recovery")),
        .. Within(Part("reliable-improvement"), Part("reliable-recovery")),

        // Of those referred whoever was asked.
        .. Within(
            Whole("declined-step"), Whole("without-digital-access"), Whole("prefers-digital"), Whole("other-language"), Whole("reads-with-difficulty"),
            Whole("without-private-space"), Whole("needs-adapted-format"), Whole("refused-automated-support")),

        // Of those treated for the first time whoever waited less, and whoever has no digital access.
        .. Within(Part("first-treatment-18-weeks"), Part("first-treatment-6-weeks")),
        .. Within(Whole("first-treatment-18-weeks"), Whole("without-digital-access-not-digital")),

        // Treatments, the first, the second and the first at low intensity, are appointments of their month.
        .. Within(Whole("missed"), Whole("first-treatment-18-weeks"), Whole("second-treatment-28"), Whole("over-stay")),

        // Of all decisions those at triage and those that were confirmed, and of overrides those for one reason.
        .. Within(Whole("risk-first"), Whole("entered-low"), Whole("overridden")),
        .. Within(Part("overridden"), Part("overridden-persons-choice")),
    ];

    private static IEnumerable<(EquityLine Whole, ImmutableArray<EquityLine> Parts)> SumLines() =>
    [
        (Whole("entered-low"), [Part("entered-monitor"), Part("entered-low"), Part("entered-high"), Part("entered-specialist"), Part("out-of-scope"), Part("left-to-a-person")]),
        (Whole("direct-to-high"), [Part("direct-to-high"), Whole("step-up-of-low-first")]),
        (Whole("finished"), [Part("ended-before-treatment"), Part("ended-after-one-session"), Part("finished")]),
    ];

    private static IEnumerable<(EquityLine Whole, EquityLine Part)> Within(EquityLine whole, params ReadOnlySpan<EquityLine> parts) =>
        parts.ToArray().Select(part => (whole, part));

    private static EquityLine Whole(string measure) => EquityLine.WholeOf(Named(measure));

    private static EquityLine Part(string measure) => EquityLine.PartOf(Named(measure));

    private static Measure Named(string measure) =>
        EquityCatalogue.Find(measure) ?? throw new InvalidOperationException($"No measure of an equity report is called {measure}.");

    private static ImmutableArray<EquityLine> InOrder()
    {
        var parts = PartLines().Where(each => each.Whole != each.Part).ToLookup(each => each.Part, each => each.Whole);
        return [.. EquityCatalogue.All.SelectMany(measure => (EquityLine[])[EquityLine.WholeOf(measure), EquityLine.PartOf(measure)]).Distinct().OrderBy(DepthOf)];

        int DepthOf(EquityLine line) => parts[line].Select(whole => 1 + DepthOf(whole)).DefaultIfEmpty().Max();
    }
}

/// <summary>Figures that are added up, and those that are taken off.</summary>
/// <param name="Added">Added up.</param>
/// <param name="Less">Taken off.</param>
internal sealed record EquityLine(ImmutableArray<Figure> Added, ImmutableArray<Figure> Less)
{
    internal static EquityLine PartOf(Measure measure) => new(measure.Numerator, []);

    internal static EquityLine WholeOf(Measure measure) => new(measure.Denominator, measure.Less);

    /// <summary>How many they are.</summary>
    internal long Of(Func<Figure, long> count) => Added.Sum(count) - Less.Sum(count);

    public bool Equals(EquityLine? other) => other is not null && Added.SequenceEqual(other.Added) && Less.SequenceEqual(other.Less);

    public override int GetHashCode() => Added.Concat(Less).Aggregate(0, (hash, figure) => HashCode.Combine(hash, figure));
}
