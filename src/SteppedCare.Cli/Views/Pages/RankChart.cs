namespace SteppedCare.Cli;

/// <summary>
/// Services from the least to the greatest, for what is no share: ratios by doublings, since half and twice are as far from one to one; means from nothing. With
/// England's line. A ratio of nothing to something stands at the foot, hollow, since no doubling reaches it.
/// </summary>
internal static class RankChart
{
    private const double Width = 640, Height = 330, Left = 58, Right = 16, Top = 12, Bottom = 30, Foot = 16;

    internal static Drawing Of(string title, IReadOnlyList<FigureOfService> services)
    {
        var ranked = services.OrderBy(service => service.Figure.Value).ToList();
        var first = ranked[0].Figure;
        var isRatio = first.Form == V1.MeasureForm.Ratio;
        var values = ranked.Select(service => service.Figure.Value).Concat(first.National is { } given ? [given.Value] : []).ToList();
        var up = isRatio ? Scale.ByDoublings(values, Height - Bottom - Foot, Top) : Scale.FromNothing(values, Height - Bottom, Top);
        var drawing = new Drawing(
            Width, Height, $"{title}: {services.Count} services, from {FigureText.Of(first)} to {FigureText.Of(ranked[^1].Figure)}; the table beside has the numbers");
        foreach (var mark in up.Marks)
        {
            drawing.Line(isRatio && mark == 1 ? "axis" : "grid", Left, up.At(mark), Width - Right, up.At(mark)).Words(Left - 8, up.At(mark) + 4, FigureText.AtMark(first.Form, mark), Anchor.End);
        }

        if (first.National is { } line)
        {
            drawing.Line("england", Left, up.At(line.Value), Width - Right, up.At(line.Value));
        }

        var wide = (Width - Left - Right - 20) / Math.Max(1, ranked.Count - 1);
        var radius = Math.Clamp(wide / 2.2, 2.5, 5);
        foreach (var (place, service) in ranked.Index())
        {
            var isNothing = isRatio && service.Figure.Value <= 0;
            drawing.Dot(
                isNothing ? "unfinished" : "near", Left + 10 + (wide * place), isNothing ? Height - Bottom : up.At(service.Figure.Value), radius,
                $"{service.Name}: {FigureText.Of(service.Figure)}, {FigureText.CountsOf(service.Figure)}");
        }

        return drawing.Words(Left, Height - 8, "the least").Words(Width - Right, Height - 8, "the greatest", Anchor.End);
    }
}
