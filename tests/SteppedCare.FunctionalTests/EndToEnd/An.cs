using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>Questionnaires about the experience of care, completed today unless a test says when.</summary>
internal static class An
{
    internal static Wire.PatientExperience Assessment(string id, Wire.SatisfactionAnswer satisfied = Wire.SatisfactionAnswer.Mostly) => new()
    {
        Id = id,
        CompletedOn = A.Asked,
        Assessment = new() { Informed = Wire.ChoiceAnswer.Yes, Preferred = Wire.ChoiceAnswer.No, Offered = Wire.ChoiceAnswer.NotApplicable, Satisfied = satisfied },
    };

    internal static Wire.PatientExperience Treatment(string id, Wire.FrequencyAnswer listened = Wire.FrequencyAnswer.AllOfTheTime) => new()
    {
        Id = id,
        CompletedOn = A.Asked,
        Treatment = new()
        {
            Listened = listened,
            Understood = Wire.FrequencyAnswer.MostOfTheTime,
            Helped = Wire.FrequencyAnswer.Sometimes,
            Confident = Wire.FrequencyAnswer.AllOfTheTime,
            EmploymentHelped = Wire.FrequencyAnswer.NotApplicable,
        },
    };

    /// <summary>Told with nothing else.</summary>
    internal static Wire.RecordEventsRequest Answered(this Course course, params Wire.PatientExperience[] told)
    {
        var request = course.RecordRequest();
        request.PatientExperience.AddRange(told);
        return request;
    }

    internal static Wire.PatientExperience On(this Wire.PatientExperience told, string day)
    {
        told.CompletedOn = day;
        return told;
    }
}
