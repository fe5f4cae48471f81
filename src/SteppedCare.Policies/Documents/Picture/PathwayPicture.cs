using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// The pathway on one sheet: the front door on the left, the steps as a staircase, risk on the right beside them and never in front of them, and below what
/// holds at any step. Every list is as long as the revision makes it; the sheet grows with it.
/// </summary>
internal sealed class PathwayPicture
{
    private const int Margin = 40;
    private const int Side = 300;
    private const int Gap = 40;
    private const int StepWidth = 284;
    private const int Rise = 66;
    private const int Padding = 16;
    private const int CellWidth = 292;
    private const int OutcomeWidth = 240;
    private const int Heading = 17;

    private readonly Drawing _drawing = new();
    private readonly PathwayContent _content;
    private readonly ImmutableArray<Step> _steps;
    private readonly int _width;
    private readonly int _stairsLeft = Margin + Side + Gap;

    private PathwayPicture(PathwayContent content)
    {
        _content = content;
        _steps = content.Ladder.Steps;
        _width = (2 * (Margin + Side + Gap)) + (_steps.Length * StepWidth);
    }

    private int StairsRight => _stairsLeft + (_steps.Length * StepWidth);

    internal static Picture Of(PolicyRevision revision) => new PathwayPicture(new PathwayContent(revision)).Draw();

    private Picture Draw()
    {
        var title = $"{_content.Name}: the pathway of revision {_content.Version}";
        var top = _drawing.Text(Margin, Margin, _width - (2 * Margin), title, size: 28, isBold: true);
        top = _drawing.Text(
            Margin, top + 4, _width - (2 * Margin),
            "Decision support for clinicians: every answer is a recommendation that a named clinician confirms or overrides with a reason. A number is a rule's place in its list; of triage and of review rules the first that fits decides.",
            size: 14, style: "soft") + 26;
        var left = DrawFrontDoor(top);
        var right = DrawRisk(top);
        var floor = DrawStairs(top, Math.Max(left, right) - 40);
        var bottom = DrawAnyStep(Math.Max(floor + 60, Math.Max(left, right) + 24));
        return new Picture(_width, bottom + Margin, title, Description(), _drawing.Marks);
    }

    private int DrawFrontDoor(int top)
    {
        var bottom = DrawSide(new Area(Margin, top, Side, 0), "door", "Front door", "Triage: where does care begin, if here at all?", _content.Gates);
        return _content.Beside.IsEmpty
            ? bottom
            : DrawSide(new Area(Margin, bottom + 24, Side, 0), "plain", "Beside every step", "All of these run. None of them moves a step.", _content.Beside);
    }

    private int DrawRisk(int top) => DrawSide(
        new Area(StairsRight + Gap, top, Side, 0), "risk", "Risk, beside the steps",
        "All of these run, always. They raise work for people, seen first where marked so. No answer about risk lowers, raises or holds back a step.",
        _content.Safety);

    private int DrawSide(Area area, string style, string heading, string lead, ImmutableArray<PictureGroup> groups) => DrawPanel(area, style, drawing =>
    {
        var (left, width) = (area.Left + Padding, area.Width - (2 * Padding));
        var top = drawing.Text(left, area.Top + Padding, width, heading, size: Heading, isBold: true);
        top = drawing.Text(left, top, width, lead, style: "soft") + 14;
        return groups.Aggregate(top, (next, group) => drawing.Group(left, next, width, group)) + 4;
    });

    // As high as what is written on it.
    private int DrawPanel(Area area, string style, Func<Drawing, int> write)
    {
        _drawing.Panel(area with { Height = write(new Drawing()) - area.Top }, style);
        return write(_drawing);
    }

    private int DrawStairs(int top, int least)
    {
        var floor = Enumerable.Range(0, _steps.Length).Select(rank => WriteStep(new Drawing(), rank, top, null)).Append(least).Max();
        for (var rank = 0; rank < _steps.Length; rank++)
        {
            var area = new Area(LeftOf(rank), TreadOf(rank, top), StepWidth - 6, floor - TreadOf(rank, top));
            _drawing.Panel(area, "step", 14 + (rank * 10));
            _drawing.Panel(area with { Height = 6 }, "tread");
            WriteStep(_drawing, rank, top, floor);
        }

        _drawing.Stroke("beside", $"M {StairsRight + (Gap / 2) - 3},{top} V {floor}");
        DrawRail(top, floor);
        DrawMoves(top);
        return floor;
    }

    // Entries stand on the floor, where the way in from the front door arrives.
    private int WriteStep(Drawing drawing, int rank, int stairsTop, int? floor)
    {
        var step = _steps[rank];
        var (left, width) = (LeftOf(rank) + Padding, StepWidth - 6 - (2 * Padding));
        var top = drawing.Text(left, TreadOf(rank, stairsTop) + 20, width, PlainWords.Capital(_content.Ladder.LabelOf(step)), size: Heading, isBold: true);
        top = drawing.Text(left, top, width, _content.ReviewPointOf(step), style: "soft") + 16;
        foreach (var group in _content.ReviewsAt(step))
        {
            top = drawing.Group(left, top, width, group);
        }

        if (_content.EntriesOf(step) is not { IsEmpty: false } entries)
        {
            return top + Padding;
        }

        var begins = new PictureGroup("Care begins here", PictureSign.In, entries);
        var height = new Drawing().Group(left, 0, width, begins);
        top = floor is { } end ? end - height - 4 : top + 12;
        return drawing.Group(left, top, width, begins) + 4;
    }

    private void DrawRail(int top, int floor)
    {
        var (along, rail) = (_stairsLeft - (Gap / 2), floor + 26);
        var entered = Enumerable.Range(0, _steps.Length).Where(rank => !_content.EntriesOf(_steps[rank]).IsEmpty).ToList();
        foreach (var rank in entered)
        {
            var at = LeftOf(rank) + Padding + 7;
            _drawing.Arrow("way", $"M {Margin + Side},{top + 26} H {along} V {rail} H {at} V {floor + 4}", at, floor + 4, 0, -1);
        }
    }

    private void DrawMoves(int top)
    {
        for (var rank = 0; rank + 1 < _steps.Length; rank++)
        {
            var (edge, lower, upper) = (LeftOf(rank + 1), TreadOf(rank, top), TreadOf(rank + 1, top));
            if (_content.Moves(_steps[rank], Outcome.StepUp))
            {
                _drawing.Arrow("up", $"M {edge - 26},{lower - 6} V {upper - 16} H {edge + 10}", edge + 10, upper - 16, 1, 0);
                _drawing.Text(edge - 58, upper - 4, 30, "up", isBold: true);
            }

            if (_content.Moves(_steps[rank + 1], Outcome.StepDown))
            {
                _drawing.Arrow("down", $"M {edge + 44},{upper - 6} V {upper - 30} H {edge - 92} V {lower - 6}", edge - 92, lower - 6, 0, 1);
                _drawing.Text(edge - 146, upper - 4, 50, "down", isBold: true);
            }
        }
    }

    private int DrawAnyStep(int top) => DrawPanel(new Area(Margin, top, _width - (2 * Margin), 0), "plain", drawing =>
    {
        var (left, next) = (Margin + Padding, top);
        next = drawing.Text(left, next + Padding, _width - (2 * left), "Review at any step", size: Heading, isBold: true);
        next = drawing.Text(
            left, next, _width - (2 * left),
            "Read with the rules inside the steps above, in the order of the numbers. Where an answer is missing that could change the recommendation, the reply says so and a person looks.",
            style: "soft") + 14;
        return _content.ReviewsAnywhere.Aggregate(next, (row, group) => WriteRow(drawing, left, row, group));
    });

    private int WriteRow(Drawing drawing, int left, int top, PictureGroup group)
    {
        var cells = left + OutcomeWidth;
        var across = Math.Max(1, (_width - Margin - Padding - cells) / CellWidth);
        var below = drawing.Heading(left, top, OutcomeWidth - Padding, group);
        foreach (var row in group.Rules.Chunk(across))
        {
            top = row.Select((rule, cell) => drawing.Rule(cells + (cell * CellWidth), top, CellWidth - Padding, rule)).Max() + 4;
        }

        return Math.Max(top, below) + 12;
    }

    private string Description()
    {
        var steps = _steps.Select(step =>
            $"{PlainWords.Capital(_content.Ladder.LabelOf(step))}: {(_content.EntriesOf(step) is { IsEmpty: false } entries ? $"care begins here by {string.Join(", ", entries.Select(rule => rule.Name))}" : "no triage rule leads here")}.");
        return $"A staircase of {_steps.Length} steps of care from left to right. {string.Join(' ', steps)} On the left the front door with the rules that lead elsewhere; on the right the risk rules, which raise tasks beside every step and never stand in front of one. The tables in README.md say the same in words.";
    }

    private int LeftOf(int rank) => _stairsLeft + (rank * StepWidth);

    private int TreadOf(int rank, int top) => top + 30 + ((_steps.Length - 1 - rank) * Rise);
}
