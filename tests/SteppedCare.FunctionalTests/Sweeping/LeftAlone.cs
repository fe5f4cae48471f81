using SteppedCare.FunctionalTests.EndToEnd;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Sweeping;

/// <summary>
/// People who are left alone from day 0 on, Monday 23 November 2026 at nine, and the days on which each must surface, worked out by hand from the policy's script:
/// first-treatment-wait 42, 126 after the referral; second-appointment-wait 28, 60, 90 after the first treatment; step-up-wait 14, 28, 90; no-contact 60, 90, 120 after the
/// last contact, or the referral; review-overdue 1, 14, 28 after the review point (28 days, or the fourth session, at low; or what the decision asked for); unconfirmed 7,
/// 21; inputs-changed 1; sessions the morning after they are told; risk at once.
/// </summary>
internal static class LeftAlone
{
    internal const int Days = 120;

    /// <summary>Of one instant by name, otherwise in time.</summary>
    internal static IReadOnlyList<Person> Everybody { get; } =
    [
        new(
            "referred-only",
            course => course.RecordAsync([.. At(0, A.Referral, A.Phq9(12), A.Gad7(9))]),
            "first-treatment-wait 42, no-contact 60, no-contact 90, no-contact 120"),

        // Referred on 2 November, day -21. Triage asks for a review in 28 days.
        new(
            "triaged-never-started",
            course => course.TriageAsync(A.Mild),
            "unconfirmed 7, first-treatment-wait 21, unconfirmed 21, review-overdue 29, no-contact 39, review-overdue 42, review-overdue 56, no-contact 69, no-contact 99, "
            + "first-treatment-wait 105"),
        new(
            "triaged-and-confirmed",
            async course => await course.AcceptAsync((await course.TriageAsync(A.Mild)).Clinician.Name),
            "first-treatment-wait 21, review-overdue 29, no-contact 39, review-overdue 42, review-overdue 56, no-contact 69, no-contact 99, first-treatment-wait 105"),
        new(
            "two-sessions-then-silence",
            course => course.RecordAsync([.. Begun, .. Scored(-14), .. Scored(-7)]),
            "review-overdue 15, review-overdue 28, review-overdue 42, no-contact 53, no-contact 83, no-contact 113"),
        new(
            "two-missed",
            course => course.RecordAsync([.. Begun, .. Scored(-14), .. At(-7, A.Session(Wire.Attendance.DidNotAttend)), .. At(-1, A.Session(Wire.Attendance.DidNotAttend))]),
            "two-missed 1, second-appointment-wait 14, review-overdue 15, review-overdue 28, review-overdue 42, no-contact 46, second-appointment-wait 46, no-contact 76, "
            + "second-appointment-wait 76, no-contact 106"),
        new(
            "two-without-a-score",
            course => course.RecordAsync([.. Begun, .. Scored(-14), .. At(-7, A.Session()), .. At(-1, A.Session())]),
            "scores-missing 1, review-overdue 15, review-overdue 28, review-overdue 42, no-contact 59, no-contact 89, no-contact 119"),

        // The fourth of nine sessions was on day -16: two alarms are late already when the clock first looks.
        new(
            "nine-sessions-at-low",
            course => course.RecordAsync(
                [.. At(-30, A.Referral), .. At(-25, A.Started(Wire.Step.Low)), .. Enumerable.Range(0, 9).SelectMany(session => Scored(-25 + (3 * session)))]),
            "review-overdue -15, review-overdue -2, low-outgrown 1, review-overdue 12, no-contact 59, no-contact 89, no-contact 119"),

        // Four sessions from 10 to 18 November, day -5, changed nothing. The step up is to begin within 14 days.
        new(
            "step-up-not-started",
            course => course.ReviewAsync([A.Referral, A.Phq9(12), A.Gad7(9), A.Wsas(14), .. A.FourSessionsWithoutResponse]),
            "unconfirmed 7, step-up-wait 14, review-overdue 15, unconfirmed 21, review-overdue 28, step-up-wait 28, review-overdue 42, no-contact 55, no-contact 85, step-up-wait 90, "
            + "no-contact 115"),

        // Eight hours from nine are seventeen o'clock of day 0; care is looked at again then.
        new(
            "risk-task-left-open",
            course => course.TriageAsync(A.MildWithRisk),
            "risk-task-late 0, review-overdue 1, unconfirmed 7, review-overdue 14, first-treatment-wait 21, unconfirmed 21, review-overdue 28, no-contact 39, no-contact 69, no-contact 99, "
            + "first-treatment-wait 105"),
        new(
            "danger-told-to-nobody",
            course => course.RecordAsync([.. At(0, A.Referral, A.Phq9(12, item9: 2))]),
            "danger-undecided 0, risk-task-late 0, first-treatment-wait 42, no-contact 60, no-contact 90, no-contact 120"),
        new(
            "ended-with-risk-open",
            async course =>
            {
                await course.TriageAsync(A.MildWithRisk);
                await course.RecordAsync([.. At(0, A.End)]);
            },
            "risk-task-late 0"),
        new(
            "decided-on-a-mistake",
            async course =>
            {
                await course.TriageAsync([A.Referral, A.Phq9(12).Named("mistaken"), A.Gad7(9), A.Wsas(14)]);
                await course.RecordAsync(A.Correction("mistaken", A.Phq9(13)));
            },
            "inputs-changed 1, unconfirmed 7, first-treatment-wait 21, unconfirmed 21, review-overdue 29, no-contact 39, review-overdue 42, review-overdue 56, no-contact 69, "
            + "no-contact 99, first-treatment-wait 105"),
    ];

    private static Wire.Event[] Begun => [.. At(-30, A.Referral), .. At(-14, A.Started(Wire.Step.Low))];

    internal static DateOnly Date(int day) => DateOnly.FromDateTime(AssembledServer.Monday.UtcDateTime).AddDays(day);

    private static Wire.Event[] Scored(int day) => At(day, A.Session(), A.Phq9(12), A.Gad7(9));

    private static Wire.Event[] At(int day, params Wire.Event[] events) => events.On($"{Date(day):yyyy-MM-dd}");
}

/// <summary>Somebody who is left alone.</summary>
/// <param name="Name">What happened before.</param>
/// <param name="Tell">Tells it on day 0.</param>
/// <param name="Surfaces">The watches that fall due, with their days.</param>
internal sealed record Person(string Name, Func<Course, Task> Tell, string Surfaces);
