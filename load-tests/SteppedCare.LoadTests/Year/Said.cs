using System.Collections.Immutable;
using SteppedCare.Cohorts;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Year;

/// <summary>
/// What people say of their treatment as it ends: two in nine of finished courses say anything, as few as in England in 2017-18 (22 % by Moller and others, BMC
/// Psychiatry 2019). What they say is no finding: it goes through every answer by the number of the course, one question left out now and then.
/// </summary>
internal static class Said
{
    /// <summary>The answers to how often they were listened to, best first, by the names of measures and their scores.</summary>
    internal static ImmutableArray<(FrequencyAnswer Answer, string Name, int? Score)> Listened { get; } =
    [
        (FrequencyAnswer.AllOfTheTime, "always", 4), (FrequencyAnswer.MostOfTheTime, "mostly", 3), (FrequencyAnswer.Sometimes, "sometimes", 2),
        (FrequencyAnswer.Rarely, "rarely", 1), (FrequencyAnswer.Never, "never", 0), (FrequencyAnswer.NotApplicable, "not-applicable", null),
    ];

    /// <summary>The questionnaire; null of whoever says nothing.</summary>
    internal static TreatmentExperience? Of(Course course) => course.Sittings.Count(sitting => sitting.Treated) < 2 || course.Number % 9 > 1 ? null : new()
    {
        Listened = (FrequencyAnswer)(course.Number / 9 % 7),
        Helped = FrequencyAnswer.MostOfTheTime,
        EmploymentHelped = FrequencyAnswer.NotApplicable,
    };

    /// <summary>Told with the end of care.</summary>
    internal static void AddTo(RecordEventsRequest request, Course course)
    {
        if (Of(course) is { } treatment)
        {
            request.PatientExperience.Add(new PatientExperience { Id = "end", CompletedOn = request.Events[^1].HappenedOn, Treatment = treatment });
        }
    }
}
