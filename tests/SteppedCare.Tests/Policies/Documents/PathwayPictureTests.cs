using System.Xml.Linq;
using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Documents;

public sealed class PathwayPictureTests
{
    private static readonly string[] s_elements = ["desc", "path", "rect", "style", "svg", "text", "title"];

    public static TheoryData<string> Folders => Revisions.All;

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_picture_holds_every_step_and_every_rule(string folder)
    {
        var revision = Revisions.Of(folder);
        var said = Squeezed(string.Concat(Drawn(revision).Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value)));

        Assert.All(revision.Book.Steps.Steps, step => Assert.Contains(Squeezed(PlainWords.Capital(revision.Book.Steps.LabelOf(step))), said, StringComparison.Ordinal));
        Assert.All(revision.Book.Rules, rule => Assert.Contains(rule.Name, said, StringComparison.Ordinal));
        Assert.All(revision.Book.WatchRules, watch => Assert.Contains(watch.Name, said, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void No_text_leaves_the_sheet_or_lies_on_another(string folder) => AssertReadable(PathwayPicture.Of(Revisions.Of(folder)));

    [Theory]
    [InlineData("more-severe-depression", "a-rule-with-a-name-as-long-as-the-language-lets-a-name-be-ok")]
    [InlineData("more-severe-depression", "aruleofonewordasaruleofonewordasaruleofonewordasaruleofoneww")]
    [InlineData("no-response", "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww")]
    [InlineData("Low intensity", "step 2: low intensity with guided self-help, supported digital programmes, psychoeducational groups and everything that is like them")]
    [InlineData("Ladder(Monitor, Low, High);", "Ladder(Monitor, Low, High, Specialist);")]
    [InlineData("young people's service", "child and adolescent mental-health service of the integrated care board, by telephone in the daytime and by letter otherwise")]
    [InlineData("within: Weeks(4)", "within: Days(366)")]
    public void Names_may_be_as_long_as_the_language_lets_them(string from, string to) =>
        AssertReadable(PathwayPicture.Of(PracticePolicy.Compile(PracticePolicy.Text.Replace(from, to, StringComparison.Ordinal))));

    [Fact]
    public void The_same_rules_give_the_same_bytes()
    {
        var again = PracticePolicy.Compile(PracticePolicy.Text);

        Assert.Equal(RevisionPage.Of(PracticePolicy.Revision), RevisionPage.Of(again));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_picture_stands_alone_and_can_be_read_aloud(string folder)
    {
        var drawn = Drawn(Revisions.Of(folder));
        var svg = drawn.Root!;

        Assert.Equal(s_elements, drawn.Descendants().Select(element => element.Name.LocalName).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(drawn.Descendants().SelectMany(element => element.Attributes()), attribute => attribute.Name.LocalName == "href" || attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.DoesNotContain("url(", drawn.ToString(), StringComparison.Ordinal);
        Assert.Equal(("img", "title description"), (svg.Attribute("role")!.Value, svg.Attribute("aria-labelledby")!.Value));
        Assert.Equal(["title", "description"], svg.Elements().Take(2).Select(element => element.Attribute("id")!.Value));
        Assert.All(svg.Elements().Take(2), element => Assert.NotEmpty(element.Value));
    }

    [Fact]
    public void A_rule_stands_at_the_steps_at_which_it_can_hold()
    {
        var content = new PathwayContent(PracticePolicy.Revision);

        Assert.Equal(["no-response", "over-stay"], NamesIn(content.ReviewsAt(Step.Low)));
        Assert.Equal(["maintenance"], NamesIn(content.ReviewsAt(Step.High)));
        Assert.Empty(content.ReviewsAt(Step.Monitor));
        Assert.Equal(["too-young", "eating-disorder", "no-scores"], NamesIn(content.Gates));
        Assert.Equal(["trauma", "prior-low-without-response", "more-severe-depression", "marked-impairment"], content.EntriesOf(Step.High).Select(rule => rule.Name));
        Assert.Equal((true, false, true, false), (
            content.Moves(Step.Low, Outcome.StepUp), content.Moves(Step.Monitor, Outcome.StepUp), content.Moves(Step.High, Outcome.StepDown), content.Moves(Step.Low, Outcome.StepDown)));
    }

    [Theory]
    [InlineData("T110[2:2]", "Low")]
    [InlineData("!T110[2:2]", "Monitor, High")]
    [InlineData("T110[2:2,3:3]", "Low, High")]
    [InlineData("&T110[2:2]T80[1:1]", "Low")]
    [InlineData("|T110[2:2]T80[1:1]", "Monitor, Low, High")]
    [InlineData("NAtPlannedEnd;&T110[2:2]T111[6:2147483647]", "Low")]
    [InlineData("!K110;", "")]
    [InlineData("K110;", "Monitor, Low, High")]
    [InlineData("T80[1:1]", "Monitor, Low, High")]
    [InlineData("A", "Monitor, Low, High")]
    public void Where_a_condition_can_hold_is_worked_out_from_what_it_asks_of_the_step(string formula, string steps) =>
        Assert.Equal(steps, string.Join(", ", PracticePolicy.Revision.Book.Steps.Steps.Where(FormulaText.Read(formula).CanHoldAt)));

    [Fact]
    public void Risk_stands_beside_the_steps_and_never_before_them()
    {
        var marks = PathwayPicture.Of(PracticePolicy.Revision).Marks;
        var risk = Assert.Single(marks.OfType<Mark.Panel>(), panel => panel.Style == "risk").Area;
        var steps = marks.OfType<Mark.Panel>().Where(panel => panel.Style == "step").ToList();

        Assert.Equal(3, steps.Count);
        Assert.All(steps, step => Assert.True(step.Area.Right < risk.Left));
        Assert.Equal(steps.OrderBy(step => step.Area.Left).Select(step => step.Area.Top), steps.Select(step => step.Area.Top).OrderDescending());
        Assert.All(PracticePolicy.Revision.Book.SafetyRules, rule => Assert.Contains(marks.OfType<Mark.Line>(), line => line.Text == rule.Name && risk.Holds(line.Area)));
    }

    private static void AssertReadable(Picture picture)
    {
        var sheet = new Area(0, 0, picture.Width, picture.Height);
        var lines = picture.Marks.OfType<Mark.Line>().ToList();

        Assert.All(lines, line => Assert.True(sheet.Holds(line.Area), $"'{line.Text}' leaves the sheet."));
        for (var one = 0; one < lines.Count; one++)
        {
            var met = lines.Skip(one + 1).FirstOrDefault(other => other.Area.Meets(lines[one].Area));
            Assert.True(met is null, $"'{lines[one].Text}' and '{met?.Text}' lie on each other.");
        }
    }

    private static IEnumerable<string> NamesIn(IEnumerable<PictureGroup> groups) => groups.SelectMany(group => group.Rules).Select(rule => rule.Name);

    private static XDocument Drawn(PolicyRevision revision) => XDocument.Parse(SvgText.Of(PathwayPicture.Of(revision)));

    private static string Squeezed(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
