namespace SteppedCare.Cli;

/// <summary>
/// The groups of an axis below one another, each a dot with its interval, on a line through all of them together. Where a group differs from the one compared with
/// beyond chance it looks so; a mark is England's figure of that group. What is withheld says so in its place.
/// </summary>
internal static class IntervalChart
{
    private const double Width = 560, Letter = 5.8, Right = 18, Top = 8, Row = 24, Foot = 24;
    private const int LongestName = 36;

    internal static Drawing Of(V1.MeasureByGroup measure)
    {
        var left = 24 + (Letter * measure.Groups.Max(group => Math.Min(LongestName, group.Name.Length)));
        var told = measure.Groups.Where(group => group.HasValue).ToList();
        var values = told.SelectMany(group => (IEnumerable<double>)[group.Interval.Upper, .. group.National is { } line ? [line.Value] : Array.Empty<double>()])
            .Concat(measure.All.HasValue ? [measure.All.Value] : [])
            .ToList();
        var across = Scale.FromNothing(values, left, Width - Right, 100);
        var height = Top + (Row * measure.Groups.Count) + Foot;
        var drawing = new Drawing(Width, height, $"{measure.Title}: {told.Count} of {measure.Groups.Count} groups with their intervals; the table beside has the numbers");
        foreach (var mark in values.Count == 0 ? [] : across.Marks)
        {
            drawing.Line("grid", across.At(mark), Top, across.At(mark), height - Foot)
                .Words(across.At(mark), height - 6, FigureText.AtMark(V1.MeasureForm.Share, mark), Anchor.Middle);
        }

        if (measure.All.HasValue)
        {
            drawing.Line("centre", across.At(measure.All.Value), Top, across.At(measure.All.Value), height - Foot);
        }

        foreach (var (place, group) in measure.Groups.Index())
        {
            Add(drawing, across, group, left, Top + (Row * place) + (Row / 2));
        }

        return drawing;
    }

    private static void Add(Drawing drawing, Scale across, V1.GroupFigure group, double left, double middle)
    {
        drawing.Words(left - 10, middle + 4, Shortened(group.Name), Anchor.End);
        if (!group.HasValue)
        {
            drawing.Words(left + 6, middle + 4, GroupText.Share(group));
            return;
        }

        var isFar = EquityTold.Differs(group);
        drawing.Line(isFar ? "range far" : "range", across.At(group.Interval.Lower), middle, across.At(group.Interval.Upper), middle)
            .Dot(isFar ? "far" : "near", across.At(group.Value), middle, 5, $"{group.Name}: {GroupText.Share(group)}, {GroupText.Interval(group)}");
        if (group.National is { } line)
        {
            drawing.Line("england", across.At(line.Value), middle - 8, across.At(line.Value), middle + 8);
        }
    }

    private static string Shortened(string name) => name.Length <= LongestName ? name : name[..(LongestName - 1)].TrimEnd() + "…";
}
