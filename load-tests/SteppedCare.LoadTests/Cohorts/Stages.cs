using System.Collections.Immutable;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Cohorts;

/// <summary>
/// The intensity of each treatment contact of a course. Official stages are two or more consecutive contacts of one intensity; "received both" counts any
/// mixture, and most mixtures are one stray contact.
/// </summary>
/// <param name="Contacts">Low or high, one a contact.</param>
/// <param name="Second">The contact that a second stage begins with; 0 when there is none.</param>
internal sealed record Stages(ImmutableArray<Step> Contacts, int Second)
{
    // Of 260,902 courses with both intensities in 2024-25, 57,983 stepped up and 2,980 down. Judgement for the others: as many courses began at high as at low
    // intensity (the median provider's ratio is 0.99), so that strays are mostly low contacts in high-intensity courses.
    private static readonly Shares<(Step First, bool Stepped)> s_mixtures = new(
        ((Step.Low, true), 57_983), ((Step.High, true), 2_980), ((Step.High, false), 184_000), ((Step.Low, false), 15_939));

    private const int ShortestWithTwoStages = 4;

    internal static Stages Of(TherapyParameters therapy, Chance chance)
    {
        var sessions = 2 + chance.Geometric((therapy.MeanSessions - 2) / 2) + chance.Geometric((therapy.MeanSessions - 2) / 2);
        if (therapy.Step != Step.Unspecified)
        {
            return new([.. Enumerable.Repeat(therapy.Step, sessions)], 0);
        }

        var (first, stepped) = s_mixtures.Drawn(chance);
        sessions = stepped ? Math.Max(sessions, ShortestWithTwoStages) : sessions;
        var second = stepped ? chance.Between(2, sessions - 2) : chance.Between(1, sessions - 1);
        return new(
            [.. Enumerable.Range(0, sessions).Select(contact => (stepped ? contact >= second : contact == second) ? Other(first) : first)],
            stepped ? second : 0);
    }

    private static Step Other(Step step) => step == Step.Low ? Step.High : Step.Low;
}
