using System.Collections.Immutable;

namespace SteppedCare.Cli;

/// <summary>A report as rows: one a figure, then one an answer of the decision mix, as a share of all answers to its question.</summary>
internal static class FidelitySheet
{
    private static readonly ImmutableArray<string> s_columns =
    [
        "group", "rule", "measure", "title", "form", "numerator", "denominator", "value", "unit", "official", "national", "national_source",
        "lower_95", "upper_95", "lower_998", "upper_998", "call", "outcome", "step",
    ];

    internal static Sheet Of(FidelityTold told) => Of(told.Report.Groups);

    internal static Sheet Of(IEnumerable<V1.ReportGroup> groups) => new(s_columns, [.. groups.SelectMany(group => group.Figures.Select(figure => Row(group, figure, null)).Concat(Answers(group)))]);

    private static IEnumerable<ImmutableArray<object?>> Answers(V1.ReportGroup group) =>
        DecisionMix.Of([group]).SelectMany(mix => mix.Parts.Select(part => Row(group, mix.ShareIn(group, part), part)));

    private static ImmutableArray<object?> Row(V1.ReportGroup group, V1.MeasuredFigure figure, V1.AnswerCount? answer) => Sheet.Row(
        group.Name,
        group.Rule,
        figure.Measure,
        figure.Title,
        Sheet.Cell(figure.Form),
        figure.Numerator,
        figure.Denominator,
        figure.HasValue ? figure.Value : null,
        figure.Unit,
        figure.Official,
        figure.National?.Value,
        figure.National?.Source,
        figure.Limits?.Lower95,
        figure.Limits?.Upper95,
        figure.Limits?.Lower998,
        figure.Limits?.Upper998,
        answer is null ? null : Sheet.Cell(answer.Call),
        answer is null ? null : Sheet.Cell(answer.Outcome),
        answer is null ? null : Sheet.Cell(answer.Step));
}
