using Google.Protobuf.WellKnownTypes;
using SteppedCare.Server.Fidelity;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Oversight;

/// <summary>Writes reports on equity. What may not be told is not in the answer any more.</summary>
internal static class EquityReplies
{
    // The measure that national figures of groups are published for.
    private const string Published = "reliable-recovery";

    private const string Annual = "NHS Talking Therapies annual report 2024-25";

    internal static Wire.GetEquityReportResponse Report(EquityAnswer answer)
    {
        var reply = new Wire.GetEquityReportResponse { AsOf = answer.AsOf.ToTimestamp() };
        reply.Axes.AddRange(answer.Axes.Select(Axis));
        return reply;
    }

    private static Wire.AxisReport Axis(EquityAxisReport axis)
    {
        var reply = new Wire.AxisReport { Axis = (Wire.EquityAxis)axis.Axis, Title = axis.Title, ComparedWith = axis.Reference?.Code ?? "" };
        reply.Measures.AddRange(axis.Measures.Select(Measure));
        return reply;
    }

    private static Wire.MeasureByGroup Measure(EquityMeasure by)
    {
        var reply = new Wire.MeasureByGroup { Measure = by.Measure.Name, Title = by.Measure.Title, Official = by.Measure.Official, All = Figure(by.All) };
        reply.All.National = by.Measure.National is { } line ? new Wire.NationalLine { Value = line.Value, Source = line.Of } : null;
        reply.Groups.AddRange(by.Groups.Select(group => Figure(by.Measure, group)));
        return reply;
    }

    private static Wire.GroupFigure Figure(Measure measure, EquityFigure group)
    {
        var figure = Figure(group.Told);
        (figure.Code, figure.Name) = (group.Group.Code, group.Group.Name);
        if (group.Difference is { } difference)
        {
            (figure.Difference, figure.DifferenceInterval) = (difference.Points, Interval(difference.Interval));
        }

        if (measure.Name == Published && group.Group.NationalReliableRecovery is { } national)
        {
            figure.National = new Wire.NationalLine { Value = national, Source = Annual };
        }

        return figure;
    }

    private static Wire.GroupFigure Figure(ToldShare told)
    {
        var figure = new Wire.GroupFigure { Suppressed = told.IsWithheld, Interval = told.Interval is { } interval ? Interval(interval) : null };
        if (told.Part is { } part)
        {
            figure.Numerator = part;
        }

        if (told.Whole is { } whole)
        {
            figure.Denominator = whole;
        }

        if (told.Value is { } value)
        {
            figure.Value = value;
        }

        return figure;
    }

    private static Wire.ScoreInterval Interval(ScoreInterval interval) => new() { Lower = Math.Round(interval.Lower, 1), Upper = Math.Round(interval.Upper, 1) };
}
