using System.Text;

namespace SteppedCare.Cli;

/// <summary>
/// One page that needs nothing else: no script, no font, nothing fetched. Light and dark as the reader's screen is; printed it is light, and no chart is parted
/// from its numbers.
/// </summary>
internal sealed class HtmlPage
{
    private const string Style =
        """
        :root{color-scheme:light dark;--ink:#1b2430;--paper:#fff;--card:#f6f8fa;--faint:#5b6675;--line:#d6dbe1;--grid:#e6eaee;
        --bar:#2f6f9f;--england:#a84a06;--out:#a51616;
        --a:#2f6f9f;--b:#7fb2d6;--c:#d98a2b;--d:#8a5a9e;--e:#4f9d69;--f:#c25b7a;--g:#8d8f2b;--h:#7a8794;--i:#2b8f8f;--j:#b0b8c1}
        @media screen and (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--paper:#12161b;--card:#1a2027;--faint:#9aa6b4;--line:#37414c;--grid:#29313a;
        --bar:#6fb1e0;--england:#f0a35e;--out:#ff8a80;
        --a:#5ba3d6;--b:#2f6188;--c:#e0a04d;--d:#b48cc7;--e:#6fc08b;--f:#e08aa4;--g:#b9bb55;--h:#93a0ae;--i:#57bdbd;--j:#56616d}}
        *{box-sizing:border-box}
        body{font:16px/1.45 system-ui,-apple-system,"Segoe UI","Liberation Sans",sans-serif;color:var(--ink);background:var(--paper);
        max-width:76rem;margin:2rem auto;padding:0 1.25rem}
        h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem}h2{font-size:1.25rem;margin:2.4rem 0 .6rem}h3{font-size:1rem;margin:0 0 .5rem}
        p{color:var(--faint);margin:.3rem 0;max-width:56rem}p.warn,.warn{color:var(--out)}p+section.chart{margin-top:1rem}
        section.chart{background:var(--card);border:1px solid var(--line);border-radius:.5rem;padding:1rem 1.1rem;margin:0 0 1rem;break-inside:avoid}
        section.chart p{font-size:.85rem}
        .pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(18rem,26rem);gap:1.6rem;align-items:start}
        .pair.even{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}.tall{max-height:26rem;overflow:auto}.even .tall{max-height:34rem}.wide{overflow:auto;max-height:30rem}
        .wide table{width:auto}
        table{border-collapse:collapse;width:100%;font-size:.9rem}caption{text-align:left;color:var(--faint);padding:0 0 .3rem;font-size:.85rem}
        th,td{text-align:left;padding:.2rem .7rem .2rem 0;border-bottom:1px solid var(--line);vertical-align:middle}
        thead th{color:var(--faint);font-weight:600;font-size:.82rem}tbody th{font-weight:400}thead th{vertical-align:bottom}.wide tbody th{min-width:12rem;position:sticky;left:0;background:var(--card)}
        td.n,th.n{text-align:right}td.n{font-variant-numeric:tabular-nums;white-space:nowrap}td.picture{width:14rem}td.key{width:1.4rem}
        svg{display:block;max-width:100%;height:auto}.pair>div:first-child>svg{width:100%}svg text{font-size:11px;fill:var(--faint)}
        .bar{fill:var(--bar)}.ground{fill:var(--grid)}.grid{stroke:var(--grid)}.axis{stroke:var(--line)}.england{stroke:var(--england);stroke-width:2}
        .run{fill:none;stroke:var(--bar);stroke-width:2;stroke-linejoin:round}.centre{fill:none;stroke:var(--faint)}
        .limit{fill:none;stroke:var(--faint);stroke-dasharray:2 4}.warnlimit{fill:none;stroke:var(--faint);stroke-dasharray:6 3}
        .far{fill:var(--out)}.near{fill:var(--bar);fill-opacity:.85}.range{stroke:var(--bar);stroke-width:2}.range.far{stroke:var(--out)}
        .unfinished{fill:var(--card);stroke:var(--bar);stroke-width:1.5}
        .a{fill:var(--a)}.b{fill:var(--b)}.c{fill:var(--c)}.d{fill:var(--d)}.e{fill:var(--e)}.f{fill:var(--f)}.g{fill:var(--g)}.h{fill:var(--h)}.i{fill:var(--i)}.j{fill:var(--j)}
        @media screen and (max-width:52rem){body{padding:0 .6rem}section.chart{padding:.8rem .7rem}.pair,.pair.even{grid-template-columns:minmax(0,1fr)}
        svg text{font-size:12px}.tall,.even .tall{max-height:none}.pair td.n{white-space:normal}.wide tbody th{min-width:8rem}th,td{padding-right:.45rem}}
        @media print{:root{font-size:10px}body{font-size:10px;max-width:none;margin:0;padding:0}.pair,.pair.even{grid-template-columns:minmax(0,3fr) minmax(0,2fr);gap:1rem}
        section.chart{border:0;background:none;padding:0 0 .8rem;margin:0}section.chart.wide{break-inside:auto}.tall,.wide{max-height:none;overflow:visible}
        h2,h3,caption{break-after:avoid}tr{break-inside:avoid}thead{display:table-header-group}.wide tbody th{position:static}svg *{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
        """;

    private readonly StringBuilder _body = new();
    private readonly string _title;

    internal HtmlPage(string title)
    {
        _title = title;
        _body.Append("<h1>").Append(Html.Safe(title)).Append("</h1>");
    }

    internal string Markup =>
        $"<!doctype html>\n<html lang=\"en-GB\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{Html.Safe(_title)}</title>\n"
        + $"<style>\n{Style}\n</style></head><body><main>\n{_body}</main></body></html>\n";

    internal HtmlPage Heading(string text) => Element("h2", text);

    internal HtmlPage Says(string text) => Element("p", text);

    /// <summary>Something to look into.</summary>
    internal HtmlPage Warns(string text)
    {
        _body.Append("<p class=\"warn\">").Append(Html.Safe(text)).Append("</p>\n");
        return this;
    }

    internal HtmlPage Table(HtmlTable table)
    {
        _body.Append(table.Markup).Append('\n');
        return this;
    }

    /// <summary>A table that may be wider than the page: it is scrolled, not the page.</summary>
    internal HtmlPage WideTable(HtmlTable table)
    {
        _body.Append("<section class=\"chart wide\" tabindex=\"0\">").Append(table.Markup).Append("</section>\n");
        return this;
    }

    /// <summary>A chart with the numbers that it is drawn from beside it.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="drawing">The chart.</param>
    /// <param name="numbers">The numbers.</param>
    /// <param name="note">Below it; empty for none.</param>
    /// <param name="isEven">The numbers take as much room as the chart.</param>
    internal HtmlPage Chart(string title, Drawing drawing, HtmlTable numbers, string note = "", bool isEven = false)
    {
        _body.Append("<section class=\"chart\"><h3>").Append(Html.Safe(title)).Append(isEven ? "</h3><div class=\"pair even\"><div>" : "</h3><div class=\"pair\"><div>").Append(drawing.Markup);
        if (note.Length > 0)
        {
            _body.Append("<p>").Append(Html.Safe(note)).Append("</p>");
        }

        _body.Append("</div><div class=\"tall\" tabindex=\"0\">").Append(numbers.Markup).Append("</div></div></section>\n");
        return this;
    }

    private HtmlPage Element(string name, string text)
    {
        _body.Append('<').Append(name).Append('>').Append(Html.Safe(text)).Append("</").Append(name).Append(">\n");
        return this;
    }
}
