using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>Figures as people read them, with their unit. A figure without a denominator is no data, never 0.</summary>
internal static class FigureText
{
    internal static string Of(V1.MeasuredFigure figure) => figure.Withheld ? "withheld" : figure.HasValue ? Of(figure.Form, figure.Value, figure.Unit) : "no data";

    internal static string Of(V1.MeasureForm form, double value, string unit) => form switch
    {
        V1.MeasureForm.Share => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} %"),
        V1.MeasureForm.Ratio => string.Create(CultureInfo.InvariantCulture, $"{value:0.00} : 1"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.0} {unit}").TrimEnd(),
    };

    internal static string CountsOf(V1.MeasuredFigure figure) => string.Create(CultureInfo.InvariantCulture, $"{figure.Numerator:N0} / {figure.Denominator:N0}");

    internal static string NationalOf(V1.MeasuredFigure figure) => figure.National is { } line ? Of(figure.Form, line.Value, figure.Unit) : "";

    /// <summary>At a mark of an axis: no more digits than it needs.</summary>
    internal static string AtMark(V1.MeasureForm form, double value) => form switch
    {
        V1.MeasureForm.Share => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} %"),
        V1.MeasureForm.Ratio when value < 1 => string.Create(CultureInfo.InvariantCulture, $"1 : {1 / value:0.##}"),
        V1.MeasureForm.Ratio => string.Create(CultureInfo.InvariantCulture, $"{value:0.##} : 1"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"),
    };
}
