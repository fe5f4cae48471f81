using System.Text;

namespace SteppedCare.Cli;

/// <summary>
/// A picture of lines and shapes. How a kind of shape looks is the page's to say (<see cref="HtmlPage"/>), in light, in dark and in print; what it shows is
/// said in words, for whoever does not see it.
/// </summary>
internal sealed class Drawing(double width, double height, string inWords)
{
    private readonly StringBuilder _shapes = new();

    internal Drawing Line(string kind, double fromX, double fromY, double toX, double toY) =>
        Add($"<line class=\"{kind}\" x1=\"{Html.Number(fromX)}\" y1=\"{Html.Number(fromY)}\" x2=\"{Html.Number(toX)}\" y2=\"{Html.Number(toY)}\"/>");

    internal Drawing Dot(string kind, double x, double y, double radius, string says = "") =>
        Add($"<circle class=\"{kind}\" cx=\"{Html.Number(x)}\" cy=\"{Html.Number(y)}\" r=\"{Html.Number(radius)}\"", "circle", says);

    internal Drawing Box(string kind, double x, double y, double wide, double high, string says = "") =>
        Add($"<rect class=\"{kind}\" x=\"{Html.Number(x)}\" y=\"{Html.Number(y)}\" width=\"{Html.Number(wide)}\" height=\"{Html.Number(high)}\"", "rect", says);

    internal Drawing Through(string kind, IEnumerable<(double X, double Y)> points) =>
        Add($"<polyline class=\"{kind}\" points=\"{string.Join(' ', points.Select(point => $"{Html.Number(point.X)},{Html.Number(point.Y)}"))}\"/>");

    internal Drawing Words(double x, double y, string text, Anchor anchor = Anchor.Start) =>
        Add($"<text x=\"{Html.Number(x)}\" y=\"{Html.Number(y)}\" text-anchor=\"{anchor.ToString().ToLowerInvariant()}\">{Html.Safe(text)}</text>");

    internal string Markup =>
        $"<svg role=\"img\" aria-label=\"{Html.Safe(inWords)}\" viewBox=\"0 0 {Html.Number(width)} {Html.Number(height)}\""
        + $" width=\"{Html.Number(width)}\" height=\"{Html.Number(height)}\">{_shapes}</svg>";

    private Drawing Add(string begun, string element, string says) =>
        Add(says.Length == 0 ? begun + "/>" : $"{begun}><title>{Html.Safe(says)}</title></{element}>");

    private Drawing Add(string shape)
    {
        _shapes.Append(shape);
        return this;
    }
}

/// <summary>Which end of a text stands at its place.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}
