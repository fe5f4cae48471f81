using System.Globalization;
using System.Text;
using System.Xml;

namespace SteppedCare.Policies;

/// <summary>A picture as SVG that stands alone: no script, nothing from elsewhere, the reader's own fonts, light or dark as the reader has it, light on paper.</summary>
internal static class SvgText
{
    private const string Style = """
        text { font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
        .sheet { fill: #ffffff; } .ink { fill: #16202b; } .soft { fill: #4a5866; }
        .step { fill: #1f6fb2; } .tread { fill: #1b5e97; } .door { fill: #e3f2e9; } .risk { fill: #fbe7ec; } .plain { fill: #eff2f5; }
        path { fill: none; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
        .sign { stroke: #2c3d4e; stroke-width: 1.6; } .way { stroke: #2f7d55; } .up { stroke: #1b5e97; } .down { stroke: #8a5a00; }
        .beside { stroke: #b03a5b; stroke-dasharray: 2 7; }
        @media screen and (prefers-color-scheme: dark) {
          .sheet { fill: #10161d; } .ink { fill: #eef3f7; } .soft { fill: #b4c0cc; }
          .step { fill: #3f8fd0; } .tread { fill: #6cb3ea; } .door { fill: #173527; } .risk { fill: #42202b; } .plain { fill: #1c252f; }
          .sign { stroke: #d5dee7; } .way { stroke: #6cc596; } .up { stroke: #6cb3ea; } .down { stroke: #e0ad4f; } .beside { stroke: #ee89a5; }
        }
        """;

    internal static string Of(Picture picture)
    {
        var text = new StringBuilder();
        using (var svg = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            svg.WriteStartElement("svg", "http://www.w3.org/2000/svg");
            svg.WriteAttributeString("width", picture.Width.ToString(CultureInfo.InvariantCulture));
            svg.WriteAttributeString("height", picture.Height.ToString(CultureInfo.InvariantCulture));
            svg.WriteAttributeString("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {picture.Width} {picture.Height}"));
            svg.WriteAttributeString("role", "img");
            svg.WriteAttributeString("aria-labelledby", "title description");
            Write(svg, "title", picture.Title, ("id", "title"));
            Write(svg, "desc", picture.Description, ("id", "description"));
            Write(svg, "style", $"\n{Style}\n");
            Write(svg, new Mark.Panel(new Area(0, 0, picture.Width, picture.Height), "sheet"));
            foreach (var mark in picture.Marks)
            {
                Write(svg, mark);
            }

            svg.WriteEndElement();
        }

        return $"{text}\n";
    }

    private static void Write(XmlWriter svg, Mark mark)
    {
        switch (mark)
        {
            case Mark.Panel(var area, var style, var strength):
                Write(svg, "rect", "", ("class", style), ("x", area.Left), ("y", area.Top), ("width", area.Width), ("height", area.Height),
                    ("fill-opacity", strength == 100 ? null : string.Create(CultureInfo.InvariantCulture, $"0.{strength:00}")));
                break;
            case Mark.Stroke(var path, var style):
                Write(svg, "path", "", ("class", style), ("d", path));
                break;
            case Mark.Line(var left, var baseline, var text, var size, var isBold, var style):
                Write(svg, "text", text, ("class", style), ("x", left), ("y", baseline), ("font-size", size), ("font-weight", isBold ? "bold" : null));
                break;
        }
    }

    private static void Write(XmlWriter svg, string element, string content, params ReadOnlySpan<(string Name, object? Value)> attributes)
    {
        svg.WriteStartElement(element);
        foreach (var (name, value) in attributes)
        {
            if (value is not null)
            {
                svg.WriteAttributeString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
            }
        }

        svg.WriteString(content);
        svg.WriteEndElement();
    }
}
