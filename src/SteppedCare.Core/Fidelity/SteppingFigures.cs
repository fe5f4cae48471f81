namespace SteppedCare;

/// <summary>Whether care corrects itself: reviewed when it should be, stepped up when it does not work, and nobody left at a step that is not working.</summary>
internal static class SteppingFigures
{
    // Domain R4: eight sessions are the ceiling of low intensity.
    private const int MostLowSessions = 8;

    // A review counts for its point up to a week late (a judgement).
    private const int DaysLate = 7;

    // Two weeks to act on somebody who is not on track (a judgement, after domain R13).
    private const int DaysToAct = 14;

    // Domain R1, and the first of the two official counts of days until a step-up.
    private const int FairTrial = 4, DaysToStepUp = 28;

    internal static void Add(Contribution to, CareCourse course)
    {
        if (course.IsFinished)
        {
            var month = course.On(course.Ended!.Value);
            AddStages(to, month, course.Stages, Figure.LowFirst);
            AddStages(to, month, course.OfficialStages, Figure.OfficialLowFirst);
            to.AddIf(course.OfficialStages is { IsSteppedUp: true, DaysBetween: <= 28 }, month, Figure.OfficialSteppedUpWithin28Days);
            to.AddIf(course.OfficialStages is { IsSteppedUp: true, DaysBetween: <= 90 }, month, Figure.OfficialSteppedUpWithin90Days);
        }

        AddStay(to, course);
        for (var index = 0; index < course.History.StepStarts.Length; index++)
        {
            var start = course.History.StepStarts[index];
            var until = index + 1 < course.History.StepStarts.Length ? course.History.StepStarts[index + 1].HappenedOn : course.Ended;
            var stay = new StepStay(course, start, until);
            AddReviewPoint(to, stay);
            AddNotHelped(to, stay);
            AddStepUp(to, stay);
            AddNotOnTrack(to, stay);
        }
    }

    // Eight figures that follow one another, for each way of reading intensity.
    private static void AddStages(Contribution to, Slice month, Stages stages, Figure first)
    {
        to.AddIf(stages.IsLowFirst, month, first);
        to.AddIf(stages.IsHighFirst, month, first + 1);
        to.AddIf(stages.IsSteppedUp, month, first + 2);
        to.AddIf(stages.IsSteppedDown, month, first + 3);
        to.Add(month, (stages.Received.Contains(Intensity.Low), stages.Received.Contains(Intensity.High)) switch
        {
            (true, false) => first + 4,
            (false, true) => first + 5,
            (true, true) => first + 6,
            _ => first + 7,
        });
    }

    private static void AddStay(Contribution to, CareCourse course)
    {
        var low = course.Treatments.Where(treatment => treatment.Step == Step.Low).ToList();
        if (low.Count > 0)
        {
            to.Add(course.On(low[0].On), Figure.TreatedAtLow);
            to.AddIf(low.Count > MostLowSessions, course.On(low[0].On), Figure.StayedTooLong);
        }
    }

    private static void AddReviewPoint(Contribution to, StepStay stay)
    {
        if (stay.ReviewPoint is not { } point)
        {
            return;
        }

        var isReviewed = stay.Reviews.Any(review => review.AsOf.Date >= stay.EarliestReview && review.AsOf.Date <= point.AddDays(DaysLate));
        var last = point.AddDays(DaysLate);
        Closings.Add(to, stay.Course, last, Figure.FirstOfReviewPoint);
        Closings.AddIf(isReviewed, to, stay.Course, last, Figure.FirstOfReviewedAtReviewPoint);
    }

    // Domain R1: fewer sessions are too few to say that low intensity has not helped.
    private static void AddNotHelped(Contribution to, StepStay stay)
    {
        if (stay.Step != Step.Low
            || stay.Attended.Skip(FairTrial - 1).Cast<DateOnly?>().FirstOrDefault() is not { } tried
            || !OutcomeFigures.IsUnhelpedBy(stay.Course, tried))
        {
            return;
        }

        var last = tried.AddDays(DaysToStepUp);
        Closings.Add(to, stay.Course, last, Figure.FirstOfNotHelpedByLow);
        if (stay.Course.History.StepStarts.FirstOrDefault(start => start.HappenedOn >= tried && ((StepStarted)start.Content).Step > stay.Step) is { } started)
        {
            var days = started.HappenedOn.DayNumber - tried.DayNumber;
            Closings.Add(to, stay.Course, last, Figure.FirstOfNotHelpedSteppedUp);
            Closings.AddIf(days <= DaysToStepUp, to, stay.Course, last, Figure.FirstOfNotHelpedSteppedUpWithin28Days);
            Closings.Add(to, stay.Course, last, Figure.FirstOfDaysFromNotHelpedToStepUp, days);
        }
    }

    private static void AddStepUp(Contribution to, StepStay stay)
    {
        if (stay.Reviews.FirstOrDefault(review => review.Record.Outcome == Outcome.StepUp) is not { } advised)
        {
            return;
        }

        var history = stay.Course.History;
        var month = stay.Course.On(advised.AsOf.Date);
        to.Add(month, Figure.StepUpAdvised);
        if (history.Confirmations.FirstOrDefault(act => act.Act.Step >= advised.Record.Step && stay.Advises(act.Act.DecisionVersion)) is { } confirmed)
        {
            to.Add(month, Figure.StepUpConfirmed);
            to.Add(month, Figure.DaysToStepUpConfirmed, DecisionFigures.DaysTo(confirmed, history, advised));
        }

        if (history.StepStarts.FirstOrDefault(start => start.Told > stay.Start.Told && ((StepStarted)start.Content).Step >= advised.Record.Step) is { } started)
        {
            var days = Math.Max(0, started.HappenedOn.DayNumber - advised.AsOf.Date.DayNumber);
            to.Add(month, Figure.StepUpStarted);
            to.Add(month, Figure.DaysToStepUpStarted, days);
            to.AddIf(days <= 14, month, Figure.StepUpStartedWithin14Days);
            to.AddIf(days <= 28, month, Figure.StepUpStartedWithin28Days);
            to.AddIf(days <= 90, month, Figure.StepUpStartedWithin90Days);
        }
    }

    private static void AddNotOnTrack(Contribution to, StepStay stay)
    {
        var begun = stay.Course.On(stay.Start.HappenedOn);
        var found = stay.Reviews.FirstOrDefault(review => FactsVector.Decode(review.Record.Facts.AsSpan())[FactNumber.NotOnTrack] == 1);
        to.Add(begun, Figure.StepBegun);
        to.AddIf(!stay.Reviews.IsEmpty, begun, Figure.StepReviewed);
        to.AddIf(found is not null, begun, Figure.StepFoundNotOnTrack);
        if (found is null)
        {
            return;
        }

        var until = found.AsOf.Date.AddDays(DaysToAct);
        var isActedUpon = stay.Course.History.Confirmations.Any(act => act.Act.DecisionVersion >= found.Version && act.At.Date <= until)
            || (stay.Until is { } left && left >= found.AsOf.Date && left <= until);
        Closings.Add(to, stay.Course, until, Figure.FirstOfNotOnTrack);
        Closings.AddIf(isActedUpon, to, stay.Course, until, Figure.FirstOfNotOnTrackActedUpon);
    }
}
