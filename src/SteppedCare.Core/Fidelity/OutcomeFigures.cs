namespace SteppedCare;

/// <summary>What finished courses came to, by the official definitions (domain section 2), whatever a policy measures people by.</summary>
internal static class OutcomeFigures
{
    internal static void Add(Contribution to, CareCourse course)
    {
        if (!course.IsFinished)
        {
            return;
        }

        var month = course.On(course.Ended!.Value);
        var phq9 = Course(course.Questionnaires.Phq9);
        var (instrument, anxiety) = AnxietyOf(course.Problem, course.Questionnaires);
        var outcomes = new Outcomes(Lines.Of(Instrument.Phq9, Norms.Published), Lines.Of(instrument, Norms.Published));
        var start = new Pair(phq9.First, anxiety.First);
        to.AddIf(outcomes.AtCaseness(start).IsFalse, month, Figure.StartedBelowCaseness);
        if (!phq9.IsPaired || !anxiety.IsPaired)
        {
            to.Add(month, UnpairedBy(phq9, anxiety));
            return;
        }

        var last = new Pair(phq9.Last, anxiety.Last);
        var improved = outcomes.ReliableImprovement(start, last).IsTrue;
        var deteriorated = outcomes.ReliableDeterioration(start, last).IsTrue;
        to.Add(month, Figure.Paired);
        to.AddIf(outcomes.Recovery(start, last).IsTrue, month, Figure.Recovered);
        to.AddIf(outcomes.ReliableRecovery(start, last).IsTrue, month, Figure.ReliablyRecovered);
        to.AddIf(improved, month, Figure.ReliablyImproved);
        to.AddIf(deteriorated, month, Figure.ReliablyDeteriorated);
        to.AddIf(!improved && !deteriorated, month, Figure.NoReliableChange);
    }

    /// <summary>At caseness on that day and not reliably improved until then. Of whoever was not measured twice nobody knows, so they are not.</summary>
    internal static bool IsUnhelpedBy(CareCourse course, DateOnly day)
    {
        var phq9 = Course(course.Questionnaires.Phq9, day);
        var (instrument, anxiety) = AnxietyOf(course.Problem, course.Questionnaires, day);
        if (!phq9.IsPaired || !anxiety.IsPaired)
        {
            return false;
        }

        var outcomes = new Outcomes(Lines.Of(Instrument.Phq9, Norms.Published), Lines.Of(instrument, Norms.Published));
        var last = new Pair(phq9.Last, anxiety.Last);
        return outcomes.AtCaseness(last).IsTrue && outcomes.ReliableImprovement(new Pair(phq9.First, anxiety.First), last).IsFalse;
    }

    /// <summary>The first and the last score of a questionnaire: one with too much left out is disregarded at either end.</summary>
    private static ScoredCourse Course(Measurements measurements, DateOnly? until = null)
    {
        var scored = measurements.Days.Where(day => day.Result.Total is not null && !(day.Date > until)).ToList();
        return new ScoredCourse(scored.Count, scored.FirstOrDefault()?.Measured ?? default, scored.LastOrDefault()?.Measured ?? default);
    }

    // The problem's own measure where it was taken twice, and GAD-7 where it is missing at either end, however old either is.
    private static (Instrument Instrument, ScoredCourse Course) AnxietyOf(Problem problem, Questionnaires questionnaires, DateOnly? until = null)
    {
        var own = PairedMeasure.OfficialFor(problem)
            .SelectMany(questionnaires.VersionsOf)
            .Where(each => Norms.Published.MayPair(each.Instrument))
            .Select(each => (each.Instrument, Course: Course(each.Measurements, until)))
            .Where(each => each.Course.IsPaired)
            .Take(1)
            .ToList();
        return own is [var measure] ? measure : (Instrument.Gad7, Course(questionnaires.Gad7, until));
    }

    private static Figure UnpairedBy(ScoredCourse phq9, ScoredCourse anxiety) => phq9 switch
    {
        { Scores: 0 } => Figure.UnpairedWithoutDepressionScore,
        { IsPaired: false } => Figure.UnpairedWithOneDepressionScore,
        _ when anxiety.Scores == 0 => Figure.UnpairedWithoutAnxietyScore,
        _ => Figure.UnpairedWithOneAnxietyScore,
    };

    private readonly record struct ScoredCourse(int Scores, Measured First, Measured Last)
    {
        internal bool IsPaired => Scores > 1;
    }
}
