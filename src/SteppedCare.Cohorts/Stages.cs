using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>
/// The intensity of each treatment contact of a course. Official stages are two or more consecutive contacts of one intensity; "received both" counts any
/// mixture, and most mixtures are one stray contact.
/// </summary>
/// <param name="Contacts">Low or high, one a contact.</param>
/// <param name="Second">The contact that a second stage begins with; 0 when there is none.</param>
internal sealed record Stages(ImmutableArray<Step> Contacts, int Second)
{
    private const int ShortestWithTwoStages = 4;

    internal static Stages Of(TherapyParameters therapy, Mixtures mixtures, Chance chance)
    {
        var sessions = SessionsOf(therapy, chance);
        if (therapy.Step != Step.Unspecified)
        {
            return new([.. Enumerable.Repeat(therapy.Step, sessions)], 0);
        }

        var (first, stepped) = mixtures.Drawn(chance);
        sessions = stepped ? Math.Max(sessions, ShortestWithTwoStages) : sessions;
        var second = stepped ? chance.Between(2, sessions - 2) : chance.Between(1, sessions - 1);
        return new(
            [.. Enumerable.Range(0, sessions).Select(contact => (stepped ? contact >= second : contact == second) ? Other(first) : first)],
            stepped ? second : 0);
    }

    /// <summary>How many sessions a person comes for.</summary>
    internal static int SessionsOf(TherapyParameters therapy, Chance chance) =>
        2 + chance.Geometric((therapy.MeanSessions - 2) / 2) + chance.Geometric((therapy.MeanSessions - 2) / 2);

    private static Step Other(Step step) => step == Step.Low ? Step.High : Step.Low;
}
