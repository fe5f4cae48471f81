namespace SteppedCare.Cli;

/// <summary>Small pictures for the cells of a table, beside the numbers that they are drawn from.</summary>
internal static class CellPictures
{
    private const double Width = 220, Height = 18;

    // From eight to one on either side; further stands at the end.
    private static readonly Scale s_ratios = Scale.ByDoublings([0.125, 8], 6, Width - 6);

    /// <summary>A share from 0 to 100 %, a ratio around one to one, each with England's line; nothing for what has no data, and for means, which have no end.</summary>
    internal static string Of(V1.MeasuredFigure figure) => (figure.HasValue, figure.Form) switch
    {
        (true, V1.MeasureForm.Share) => Share(figure).Markup,
        (true, V1.MeasureForm.Ratio) => Ratio(figure).Markup,
        _ => "",
    };

    private static Drawing Share(V1.MeasuredFigure figure)
    {
        var drawing = new Drawing(Width, Height, FigureText.Of(figure))
            .Box("ground", 0, 3, Width, Height - 6)
            .Box("bar", 0, 3, Across(figure.Value), Height - 6);
        return figure.National is { } line ? drawing.Line("england", Across(line.Value), 0, Across(line.Value), Height) : drawing;
    }

    private static Drawing Ratio(V1.MeasuredFigure figure)
    {
        var drawing = new Drawing(Width, Height, FigureText.Of(figure)).Line("axis", 0, Height / 2, Width, Height / 2);
        foreach (var mark in s_ratios.Marks)
        {
            drawing.Line("axis", s_ratios.At(mark), mark == 1 ? 2 : 6, s_ratios.At(mark), Height - (mark == 1 ? 2 : 6));
        }

        if (figure.National is { } line)
        {
            drawing.Line("england", s_ratios.At(line.Value), 0, s_ratios.At(line.Value), Height);
        }

        return drawing.Dot("near", s_ratios.At(figure.Value), Height / 2, 4.5);
    }

    private static double Across(double share) => Width * Math.Clamp(share, 0, 100) / 100;
}
