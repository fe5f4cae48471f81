using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf.Collections;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>Questionnaires about the experience of care as they arrive, to what is kept of them.</summary>
internal static class ExperienceReading
{
    private const string Field = "patient_experience";
    private const int Most = 10;

    internal static ImmutableArray<PatientExperience> Read(Violations violations, RepeatedField<Wire.PatientExperience> told)
    {
        if (told.Count > Most)
        {
            violations.Add(Field, string.Create(CultureInfo.InvariantCulture, $"must be at most {Most} questionnaires"));
        }

        var read = ImmutableArray.CreateBuilder<PatientExperience>(told.Count);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < told.Count && !violations.Full; index++)
        {
            using var within = violations.In(Field, index);
            if (told[index].Id.Length > 0 && !ids.Add(told[index].Id))
            {
                violations.Add("id", "is another questionnaire's of this request");
            }

            if (Read(violations, told[index]) is { } questionnaire)
            {
                read.Add(questionnaire);
            }
        }

        return read.DrainToImmutable();
    }

    private static PatientExperience? Read(Violations violations, Wire.PatientExperience told)
    {
        var id = violations.Name("id", told.Id);
        var completedOn = violations.Date("completed_on", told.CompletedOn);
        switch (told.QuestionnaireCase)
        {
            case Wire.PatientExperience.QuestionnaireOneofCase.Assessment:
                return Assessment(violations, id, completedOn, told.Assessment);
            case Wire.PatientExperience.QuestionnaireOneofCase.Treatment:
                return Treatment(violations, id, completedOn, told.Treatment);
            default:
                violations.Add("questionnaire", "is required: assessment or treatment");
                return null;
        }
    }

    private static PatientExperience Assessment(Violations violations, string id, DateOnly completedOn, Wire.AssessmentExperience told)
    {
        using var within = violations.In("assessment");
        return PatientExperience.OfAssessment(
            id,
            completedOn,
            violations.Known<ChoiceAnswer>("informed", (int)told.Informed),
            violations.Known<ChoiceAnswer>("preferred", (int)told.Preferred),
            violations.Known<ChoiceAnswer>("offered", (int)told.Offered),
            violations.Known<ChoiceAnswer>("employment_covered", (int)told.EmploymentCovered),
            violations.Known<SatisfactionAnswer>("satisfied", (int)told.Satisfied));
    }

    private static PatientExperience Treatment(Violations violations, string id, DateOnly completedOn, Wire.TreatmentExperience told)
    {
        using var within = violations.In("treatment");
        return PatientExperience.OfTreatment(
            id,
            completedOn,
            violations.Known<FrequencyAnswer>("listened", (int)told.Listened),
            violations.Known<FrequencyAnswer>("understood", (int)told.Understood),
            violations.Known<FrequencyAnswer>("involved", (int)told.Involved),
            violations.Known<FrequencyAnswer>("helped", (int)told.Helped),
            violations.Known<FrequencyAnswer>("confident", (int)told.Confident),
            violations.Known<FrequencyAnswer>("employment_helped", (int)told.EmploymentHelped));
    }
}
