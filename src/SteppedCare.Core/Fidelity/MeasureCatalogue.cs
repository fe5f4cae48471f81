using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// What a service lead must see (domain 8.1), in the order in which it is shown. Both denominators of stepping up are here: 8.6 and 19.4 % are the same year.
/// </summary>
internal static class MeasureCatalogue
{
    internal const string Annual = "NHS Talking Therapies annual report 2024-25";

    internal static ImmutableArray<Measure> All { get; } =
    [
        .. SteppingMeasures.All, .. OutcomeMeasures.All, .. PathMeasures.All, .. CompletenessMeasures.All, .. AccessMeasures.All, .. AdviceMeasures.All, .. OpenMeasures.All,
        .. ExperienceMeasures.All,
    ];

    /// <summary>All but those of a single question: for gauges, and for simulations, where nobody is asked.</summary>
    internal static ImmutableArray<Measure> WithoutSingleQuestions { get; } = [.. All.Where(measure => !measure.IsOfOneQuestion)];

    /// <summary>The measure of that name; null when there is none.</summary>
    internal static Measure? Find(string name) => All.FirstOrDefault(measure => measure.Name == name);
}
