using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>What a simulation came to, side by side.</summary>
/// <param name="People">How many were referred.</param>
/// <param name="Seed">Where chance began.</param>
/// <param name="DaysToNextStep">From a decision to the first appointment at another step.</param>
/// <param name="Groups">As practised, as the policy would have it that this one is held against, where there is one, and as this one would.</param>
internal sealed record SimulationTold(int People, ulong Seed, int DaysToNextStep, ImmutableArray<V1.ReportGroup> Groups)
{
    internal const string Caution =
        "The process figures, who is reviewed and stepped up and when, are what the rules do with these people. As practised nobody asks: what needs "
        + "an answer is \"not asked\" there, which is not 0 %. Nobody refuses the policy's step and nobody is lost between two, so its figures are "
        + "upper bounds of what it would do. The outcomes are what the generator assumes: it knows no harm of waiting and no benefit of being asked.";

    internal string Heading => string.Create(
        CultureInfo.InvariantCulture, $"{People:N0} invented people, seed {Seed}; another step begins {DaysToNextStep} days after it was decided");

    /// <summary>What a verdict means.</summary>
    internal string Reading =>
        $"Better and worse: {Groups[^1].Name} against {Groups[^2].Name}; of shares alone, and only where the difference is beyond chance (95 %).";

    /// <summary>As a service would report it.</summary>
    internal FidelityTold Report => new(new V1.GetFidelityReportRequest(), new V1.GetFidelityReportResponse { Groups = { Groups } });

    /// <summary>Measures of which the two compared are not alike: what became worse first, then by the size of the difference.</summary>
    internal ImmutableArray<ComparedMeasure> Differences =>
    [
        .. Judged.Where(measure => measure.Size > 0)
            .OrderByDescending(measure => measure.Verdict == Verdict.Worse)
            .ThenByDescending(measure => measure.Size),
    ];

    /// <summary>Measures of which the two compared are alike.</summary>
    internal ImmutableArray<ComparedMeasure> Alike => [.. Judged.Where(measure => measure.Size == 0 && !measure.IsUnmatched && measure.HasData)];

    /// <summary>Measures that one of the two compared has no data of, and another has.</summary>
    internal ImmutableArray<ComparedMeasure> Unmatched => [.. Judged.Where(measure => measure.IsUnmatched)];

    /// <summary>How people fared: the generator's doing, so nobody's merit.</summary>
    internal ImmutableArray<ComparedMeasure> Assumed => [.. Compared.Where(measure => measure.IsAssumed && measure.HasData)];

    private IEnumerable<ComparedMeasure> Judged => Compared.Where(measure => !measure.IsAssumed);

    private IEnumerable<ComparedMeasure> Compared =>
        Groups[0].Figures.Select((_, place) => new ComparedMeasure([.. Groups.Select(group => group.Figures[place])]));
}
