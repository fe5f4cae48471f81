using System.Collections.Immutable;
using static SteppedCare.Figure;

namespace SteppedCare;

/// <summary>What is open as the report is made.</summary>
internal static class OpenMeasures
{
    internal static ImmutableArray<Measure> All { get; } =
    [
        Measure.Share("risk-open-over-day", "People with a risk task open for more than a day, of those with one open", RiskOpenOverDay, RiskOpen) with { IsOfNow = true },
        Measure.Share("risk-open-over-week", "People with a risk task open for more than a week, of those with one open", RiskOpenOverWeek, RiskOpen) with { IsOfNow = true },
    ];
}
