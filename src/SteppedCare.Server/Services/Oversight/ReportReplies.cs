using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using SteppedCare.Server.Fidelity;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Oversight;

/// <summary>Writes reports.</summary>
internal static class ReportReplies
{
    internal static Wire.GetFidelityReportResponse Report(FidelityReport report)
    {
        var reply = new Wire.GetFidelityReportResponse { AsOf = report.AsOf.ToTimestamp() };
        var measures = report.Question.Measures.Where(measure => IsTold(measure, report)).ToList();
        reply.Groups.AddRange(report.Groups.Select(group => Group(report, group, measures)));
        return reply;
    }

    // The same for all groups, so that they can stand beside one another.
    private static bool IsTold(Measure measure, FidelityReport report) =>
        !measure.IsOfOneQuestion || report.Question.IsByName || report.Groups.Any(group => measure.DenominatorOf(group.Of) != 0);

    private static Wire.ReportGroup Group(FidelityReport report, ReportGroup group, IEnumerable<Measure> told)
    {
        var reply = new Wire.ReportGroup { Name = group.Name, Rule = group.Rule is { } place ? report.RuleNames.GetValueOrDefault((group.Name, place), "") : "" };
        var measures = told.Where(measure => report.Question.Speaks(measure, group));
        reply.Figures.AddRange(measures.Select(measure => Figure(measure, group, report)));
        reply.Answers.AddRange(group.Mix.Select(answer => new Wire.AnswerCount
        {
            Call = (Wire.DecisionCall)answer.Call, Outcome = (Wire.Outcome)answer.Outcome, Step = (Wire.Step)answer.Step, Count = answer.Count,
        }));
        reply.Concerns.AddRange(Concerns(report.Question.Grouping, group));
        return reply;
    }

    private static Wire.MeasuredFigure Figure(Measure measure, ReportGroup group, FidelityReport report)
    {
        var (numerator, denominator) = (measure.NumeratorOf(group.Of), measure.DenominatorOf(group.Of));
        var isWithheld = measure.IsOfOneQuestion && denominator is > 0 and < Disclosure.Least;
        if (isWithheld)
        {
            (numerator, denominator) = (0, 0);
        }

        var figure = new Wire.MeasuredFigure
        {
            Measure = measure.Name,
            Title = measure.Title,
            Form = (Wire.MeasureForm)measure.Form,
            Numerator = numerator,
            Denominator = denominator,
            Official = measure.Official,
            National = measure.National is { } line ? new Wire.NationalLine { Value = line.Value, Source = line.Of } : null,
            Limits = Limits(measure, denominator, report),
            Unit = measure.Unit,
            Withheld = isWithheld,
        };
        if (denominator != 0)
        {
            figure.Value = (measure.Form == MeasureForm.Share ? 100.0 : 1.0) * numerator / denominator;
        }

        return figure;
    }

    private static Wire.FunnelLimits? Limits(Measure measure, long denominator, FidelityReport report)
    {
        if (report.Question.Grouping != ReportGrouping.Service || measure.Form != MeasureForm.Share)
        {
            return null;
        }

        var all = (Part: report.Groups.Sum(group => measure.NumeratorOf(group.Of)), Whole: report.Groups.Sum(group => measure.DenominatorOf(group.Of)));
        return Funnel.Of(all.Part, all.Whole, denominator) is { } funnel
            ? new Wire.FunnelLimits { Centre = funnel.Centre, Lower95 = funnel.Lower95, Upper95 = funnel.Upper95, Lower998 = funnel.Lower998, Upper998 = funnel.Upper998 }
            : null;
    }

    private static IEnumerable<string> Concerns(ReportGrouping grouping, ReportGroup group)
    {
        if (grouping != ReportGrouping.Clinician)
        {
            yield break;
        }

        var confirmed = group.Of(SteppedCare.Figure.Confirmed);
        if (RubberStamp.IsTooFast(confirmed, group.Of(SteppedCare.Figure.ConfirmedWithinSeconds)))
        {
            yield return "At least half of the confirmations came within five seconds.";
        }

        if (RubberStamp.AcceptsAll(confirmed, group.Of(SteppedCare.Figure.Accepted)))
        {
            yield return "Every recommendation was accepted.";
        }
    }
}
