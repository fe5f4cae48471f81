namespace SteppedCare;

/// <summary>What people need to be able to use what is offered, and whether it was made so (domain section 7): from the answers that the trajectory has.</summary>
internal static class AdjustmentFigures
{
    internal static void Add(Contribution to, CareCourse course)
    {
        var month = course.On(course.Referred);
        var told = course.History.Events.Select(each => each.Content).ToList();
        var circumstances = told.OfType<CircumstancesAnswered>().ToList();
        AddAnswer(Circumstance.ReadsComfortably, Figure.AskedOfReading, Figure.ReadsWithDifficulty, Answer.No);
        AddAnswer(Circumstance.DigitalAccess, Figure.AskedOfDigitalAccess, Figure.WithoutDigitalAccess, Answer.No);
        AddAnswer(Circumstance.PrivateSpace, Figure.AskedOfPrivateSpace, Figure.WithoutPrivateSpace, Answer.No);
        AddAnswer(Circumstance.SpeaksServiceLanguage, Figure.AskedOfLanguage, Figure.SpeaksOtherLanguage, Answer.No);
        AddAnswer(Circumstance.NeedsAdaptedFormat, Figure.AskedOfFormat, Figure.NeedsAdaptedFormat, Answer.Yes);
        to.AddIf(LastOf(Circumstance.SpeaksServiceLanguage) == Answer.No && LastOf(Circumstance.InterpreterBooked) == Answer.Yes, month, Figure.InterpreterBooked);
        var preference = circumstances.Select(each => each.Preference).LastOrDefault(each => each != Preference.NotStated);
        to.AddIf(preference != Preference.NotStated, month, Figure.AskedOfPreference);
        to.AddIf(preference == Preference.DigitalTherapy, month, Figure.PrefersDigital);
        to.AddIf(preference == Preference.TalkingTherapy, month, Figure.PrefersTalking);
        to.AddIf(course.History.AutomatedSupport is not null, month, Figure.AskedOfAutomatedSupport);
        to.AddIf(course.History.AutomatedSupport == false, month, Figure.RefusedAutomatedSupport);
        to.AddIf(told.Any(each => each is StepDeclined), month, Figure.DeclinedStep);
        AddTreatment(to, course, LastOf(Circumstance.DigitalAccess) == Answer.No);

        void AddAnswer(Circumstance circumstance, Figure asked, Figure found, Answer answer)
        {
            var last = LastOf(circumstance);
            to.AddIf(last is Answer.Yes or Answer.No, month, asked);
            to.AddIf(last == answer, month, found);
        }

        Answer LastOf(Circumstance circumstance) =>
            circumstances.SelectMany(each => each.Answers).LastOrDefault(each => each.Circumstance == circumstance && each.Answer != Answer.NotStated).Answer;
    }

    private static void AddTreatment(Contribution to, CareCourse course, bool isWithoutAccess)
    {
        if (course.Treatments is not [var first, ..])
        {
            return;
        }

        var month = course.On(first.On);
        var isLogged = course.Treatments.Any(treatment => treatment.Contact.Mode == DeliveryMode.InternetLog);
        to.AddIf(isWithoutAccess, month, Figure.TreatedWithoutDigitalAccess);
        to.AddIf(isWithoutAccess && !isLogged, month, Figure.TreatedWithoutDigitalAccessNorLog);
        to.AddIf(isLogged, month, Figure.TreatedDigitally);
        to.AddIf(course.Treatments.Any(treatment => treatment.Contact.Mode is DeliveryMode.FaceToFace or DeliveryMode.Telephone), month, Figure.TreatedInPersonOrByTelephone);
    }
}
