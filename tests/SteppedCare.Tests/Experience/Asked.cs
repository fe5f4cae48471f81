using static SteppedCare.FrequencyAnswer;

namespace SteppedCare.Tests.Experience;

/// <summary>Questionnaires as people answer them.</summary>
internal static class Asked
{
    /// <summary>After an assessment: told of the choices, preferred one, was offered it, no needs about work, mostly satisfied.</summary>
    internal static PatientExperience OfAssessment(string id, DateOnly completedOn, SatisfactionAnswer satisfied = SatisfactionAnswer.Mostly) =>
        PatientExperience.OfAssessment(id, completedOn, ChoiceAnswer.Yes, ChoiceAnswer.Yes, ChoiceAnswer.No, ChoiceAnswer.NotApplicable, satisfied);

    /// <summary>After treatment: listened to as often as said, most of it so most of the time, nothing said of involvement, no help with work needed.</summary>
    internal static PatientExperience OfTreatment(string id, DateOnly completedOn, FrequencyAnswer listened = AllOfTheTime) =>
        PatientExperience.OfTreatment(id, completedOn, listened, MostOfTheTime, None, Sometimes, MostOfTheTime, NotApplicable);

    /// <summary>Nothing answered: takes back what was told under that id.</summary>
    internal static PatientExperience OfNothing(string id, DateOnly completedOn) =>
        PatientExperience.OfTreatment(id, completedOn, None, None, None, None, None, None);

    internal static AuditRecord Told(this AuditRecord record, int version, params PatientExperience[] told) =>
        told.Aggregate(record, (before, each) => before.With(version, each));
}
