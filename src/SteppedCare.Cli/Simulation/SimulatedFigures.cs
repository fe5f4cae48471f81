namespace SteppedCare.Cli;

/// <summary>Figures of a simulation in the form in which a service tells its own.</summary>
internal static class SimulatedFigures
{
    internal static V1.ReportGroup Of(ReportGroup group)
    {
        var told = new V1.ReportGroup { Name = group.Name };
        told.Figures.AddRange(MeasureCatalogue.WithoutSingleQuestions.Select(measure => Of(measure, group)));
        told.Answers.AddRange(group.Mix.Select(answer => new V1.AnswerCount
        {
            Call = (V1.DecisionCall)answer.Call, Outcome = (V1.Outcome)answer.Outcome, Step = (V1.Step)answer.Step, Count = answer.Count,
        }));
        return told;
    }

    private static V1.MeasuredFigure Of(Measure measure, ReportGroup group)
    {
        var (numerator, denominator) = (measure.NumeratorOf(group.Of), measure.DenominatorOf(group.Of));
        var figure = new V1.MeasuredFigure
        {
            Measure = measure.Name,
            Title = measure.Title,
            Form = (V1.MeasureForm)measure.Form,
            Numerator = numerator,
            Denominator = denominator,
            Official = measure.Official,
            National = measure.National is { } line ? new V1.NationalLine { Value = line.Value, Source = line.Of } : null,
            Unit = measure.Unit,
        };
        if (denominator != 0 && (group.Of(Figure.Decided) > 0 || !SimulatedMeasures.NeedsAnswers(measure.Name)))
        {
            figure.Value = (measure.Form == MeasureForm.Share ? 100.0 : 1.0) * numerator / denominator;
        }

        return figure;
    }
}
