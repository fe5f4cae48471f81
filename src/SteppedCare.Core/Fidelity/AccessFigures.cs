namespace SteppedCare;

/// <summary>Referrals, waits in the official bands, appointments kept and missed, and where people were lost.</summary>
internal static class AccessFigures
{
    private const int SixMonths = 183, TwelveMonths = 365;

    internal static void Add(Contribution to, CareCourse course)
    {
        AddReferral(to, course);
        AddFirstTreatment(to, course);
        AddSecondTreatment(to, course);
        AddAppointments(to, course);
        AddEnd(to, course);
    }

    private static void AddReferral(Contribution to, CareCourse course)
    {
        var month = course.On(course.Referred);
        to.Add(month, Figure.Referred);

        // A course whose end nobody knows counts as of the last twelve months, as in the policies.
        var prior = ((ReferralReceived)course.History.Referral!.Content).PriorCourses;
        to.AddIf(prior.Any(earlier => course.Referred.DayNumber - earlier.EndedOn?.DayNumber <= SixMonths), month, Figure.ReferredAgainWithinSixMonths);
        to.AddIf(
            prior.Any(earlier => earlier.EndedOn is not { } end || course.Referred.DayNumber - end.DayNumber <= TwelveMonths), month, Figure.ReferredAgainWithinTwelveMonths);
    }

    private static void AddFirstTreatment(Contribution to, CareCourse course)
    {
        if (course.Treatments is not [var first, ..])
        {
            return;
        }

        var month = course.On(first.On);
        var days = first.On.DayNumber - course.Referred.DayNumber;
        to.Add(month, Figure.Treated);
        to.Add(month, BandOf(days, Figure.TreatedWithin28Days));
        to.AddIf(days <= 42, month, Figure.TreatedWithin6Weeks);
        to.AddIf(days <= 126, month, Figure.TreatedWithin18Weeks);
        var plans = course.History.Events.Select(told => told.Content).OfType<PlanExplained>().ToList();
        to.AddIf(plans.Count > 0, month, Figure.PlanExplained);
        to.AddIf(plans is [.., { Accepted: Answer.Yes }], month, Figure.PlanAccepted);
    }

    private static void AddSecondTreatment(Contribution to, CareCourse course)
    {
        if (course.Treatments is [var first, var second, ..])
        {
            var month = course.On(second.On);
            to.Add(month, Figure.TreatedAgain);
            to.Add(month, BandOf(second.On.DayNumber - first.On.DayNumber, Figure.TreatedAgainWithin28Days));
        }
    }

    // Four bands that follow one another: up to 28 days, 29 to 56, 57 to 90, more.
    private static Figure BandOf(int days, Figure first) => first + (days switch { <= 28 => 0, <= 56 => 1, <= 90 => 2, _ => 3 });

    private static void AddAppointments(Contribution to, CareCourse course)
    {
        var questionnaires = course.Questionnaires;
        foreach (var told in course.Appointments)
        {
            var month = course.On(told.HappenedOn);
            to.Add(month, Figure.Booked);
            switch (((Contact)told.Content).Attendance)
            {
                case Attendance.DidNotAttend or Attendance.LateNotSeen:
                    to.Add(month, Figure.Missed);
                    break;
                case Attendance.PersonCancelled:
                    to.Add(month, Figure.CancelledByPerson);
                    break;
                case Attendance.ServiceCancelled:
                    to.Add(month, Figure.CancelledByService);
                    break;
            }
        }

        var paired = PairedMeasure.Of(course.Problem, questionnaires, Norms.Published).Measurements;
        foreach (var treatment in course.Treatments)
        {
            var month = course.On(treatment.On);
            to.Add(month, Figure.Session);
            to.AddIf(
                questionnaires.Phq9.On(treatment.On) is not null && (paired.On(treatment.On) ?? questionnaires.Gad7.On(treatment.On)) is not null, month, Figure.SessionMeasured);
        }
    }

    private static void AddEnd(Contribution to, CareCourse course)
    {
        if (course.Ended is not { } end)
        {
            return;
        }

        var month = course.On(end);
        to.Add(month, Figure.Ended);
        to.Add(month, course.Treatments.Length switch
        {
            > 1 => Figure.Finished,
            1 => Figure.EndedAfterOneSession,
            _ when course.Sessions.LastAttended is not null => Figure.EndedNotTreated,
            _ => Figure.EndedNotSeen,
        });
        if (course.IsFinished)
        {
            to.Add(month, Figure.FinishedSessions, course.Treatments.Length);
            to.AddIf(
                course.History.Ended!.Content is EpisodeEnded { Reason: EndReason.DeclinedTreatment or EndReason.EndedEarlierThanPlanned }, month, Figure.FinishedByChoice);
        }
    }
}
