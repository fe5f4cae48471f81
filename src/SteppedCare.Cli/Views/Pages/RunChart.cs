namespace SteppedCare.Cli;

/// <summary>A measure over months. A month without data is a gap: no line goes across it, and it is no 0. A month that is not over is drawn hollow.</summary>
internal static class RunChart
{
    private const double Width = 640, Height = 270, Left = 58, Right = 14, Top = 12, Bottom = 26;

    // So that labels of months do not run into each other.
    private const int MostLabels = 12;

    internal static Drawing Of(string title, IReadOnlyList<FigureOfMonth> months)
    {
        var known = months.Select(month => month.Figure).OfType<V1.MeasuredFigure>().ToList();
        var form = known.Select(figure => figure.Form).FirstOrDefault();
        var national = known.Select(figure => figure.National).FirstOrDefault(line => line is not null);
        var values = known.Where(figure => figure.HasValue).Select(figure => figure.Value).Concat(national is null ? [] : [national.Value]).ToList();
        var up = form switch
        {
            V1.MeasureForm.Ratio => Scale.ByDoublings(values, Height - Bottom, Top),
            V1.MeasureForm.Share => Scale.FromNothing(values, Height - Bottom, Top, bound: 100),
            _ => Scale.FromNothing(values, Height - Bottom, Top),
        };
        var drawing = new Drawing(Width, Height, $"{title}, by month. {string.Join(", ", months.Select(InWords))}");
        foreach (var mark in up.Marks)
        {
            drawing.Line("grid", Left, up.At(mark), Width - Right, up.At(mark)).Words(Left - 8, up.At(mark) + 4, FigureText.AtMark(form, mark), Anchor.End);
        }

        if (national is not null)
        {
            drawing.Line("england", Left, up.At(national.Value), Width - Right, up.At(national.Value));
        }

        var every = 1 + ((months.Count - 1) / MostLabels);
        for (var place = 0; place < months.Count; place += every)
        {
            drawing.Words(Across(place, months.Count), Height - 8, months[place].Label, Anchor.Middle);
        }

        foreach (var stretch in Stretches(months))
        {
            drawing.Through("run", stretch.Select(place => (Across(place, months.Count), up.At(months[place].Figure!.Value))));
        }

        foreach (var (place, month) in months.Index().Where(month => month.Item.HasData))
        {
            drawing.Dot(month.IsUnfinished ? "unfinished" : "bar", Across(place, months.Count), up.At(month.Figure!.Value), 3.5, InWords(month));
        }

        return drawing;
    }

    // Months in a row that have data.
    private static IEnumerable<List<int>> Stretches(IReadOnlyList<FigureOfMonth> months)
    {
        var stretch = new List<int>();
        for (var place = 0; place <= months.Count; place++)
        {
            if (place < months.Count && months[place].HasData)
            {
                stretch.Add(place);
            }
            else if (stretch.Count > 0)
            {
                yield return stretch;
                stretch = [];
            }
        }
    }

    private static string InWords(FigureOfMonth month) => $"{month.Name}: {month.Text}{(month.IsUnfinished ? ", not over yet" : "")}";

    private static double Across(int place, int months) => Left + 10 + ((Width - Left - Right - 20) * place / Math.Max(1, months - 1));
}
