using System.Globalization;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>A course as portals tell it, in days before the Monday on which it is decided.</summary>
internal static class Story
{
    internal static string Today => DaysAgo(0);

    internal static string DaysAgo(int days) =>
        DateOnly.FromDateTime(AssembledServer.Monday.Date).AddDays(-days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Referred and measured on that day.</summary>
    internal static Wire.Event[] First(int phq9, int gad7, int wsas, int item9 = 0, int daysAgo = 0) =>
        new[] { A.Referral, A.Phq9(phq9, item9), A.Gad7(gad7), A.Wsas(wsas) }.On(DaysAgo(daysAgo));

    /// <summary>Referred and measured, and a week later treated and measured every week; the last session is today. The first scores are those of the referral.</summary>
    internal static Wire.Event[] Weekly(Wire.Step step, int wsas, int item9, params (int Phq9, int Gad7)[] sessions)
    {
        var began = 7 * (sessions.Length - 1);
        return
        [
            .. First(sessions[0].Phq9, sessions[0].Gad7, wsas, item9, began + 7),
            A.Started(step).On(DaysAgo(began)),
            .. sessions.SelectMany((scores, week) => Session(began - (7 * week), scores.Phq9, scores.Gad7, item9)),
        ];
    }

    /// <summary>An attended session with both scores.</summary>
    internal static Wire.Event[] Session(int daysAgo, int phq9, int gad7, int item9 = 0) => new[] { A.Session(), A.Phq9(phq9, item9), A.Gad7(gad7) }.On(DaysAgo(daysAgo));
}
