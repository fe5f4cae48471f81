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
        var questionnaires = new Questionnaires(course.History.Events);
        var anxiety = PairedMeasure.Of(course.Problem, questionnaires, Norms.Published);
        var outcomes = new Outcomes(Lines.Of(Instrument.Phq9, Norms.Published), Lines.Of(anxiety.Instrument, Norms.Published));
        var start = PairOf(questionnaires.Phq9.First, anxiety.Measurements.First);
        to.AddIf(outcomes.AtCaseness(start).IsFalse, month, Figure.StartedBelowCaseness);
        if (!questionnaires.Phq9.IsPaired || !anxiety.Measurements.IsPaired)
        {
            to.Add(month, UnpairedBy(questionnaires.Phq9, anxiety.Measurements));
            return;
        }

        var last = PairOf(questionnaires.Phq9.Latest, anxiety.Measurements.Latest);
        var improved = outcomes.ReliableImprovement(start, last).IsTrue;
        var deteriorated = outcomes.ReliableDeterioration(start, last).IsTrue;
        to.Add(month, Figure.Paired);
        to.AddIf(outcomes.Recovery(start, last).IsTrue, month, Figure.Recovered);
        to.AddIf(outcomes.ReliableRecovery(start, last).IsTrue, month, Figure.ReliablyRecovered);
        to.AddIf(improved, month, Figure.ReliablyImproved);
        to.AddIf(deteriorated, month, Figure.ReliablyDeteriorated);
        to.AddIf(!improved && !deteriorated, month, Figure.NoReliableChange);
    }

    private static Pair PairOf(Measurement? phq9, Measurement? anxiety) => new(phq9?.Measured ?? default, anxiety?.Measured ?? default);

    private static Figure UnpairedBy(Measurements phq9, Measurements anxiety) => phq9 switch
    {
        { First: null } => Figure.UnpairedWithoutDepressionScore,
        { IsPaired: false } => Figure.UnpairedWithOneDepressionScore,
        _ when anxiety.First is null => Figure.UnpairedWithoutAnxietyScore,
        _ => Figure.UnpairedWithOneAnxietyScore,
    };
}
