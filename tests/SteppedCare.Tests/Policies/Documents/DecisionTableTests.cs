using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Documents;

public sealed class DecisionTableTests
{
    public static TheoryData<string> Folders => Revisions.All;

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_rule_stands_once_in_its_own_table_with_its_reason_and_where_it_comes_from(string folder)
    {
        var revision = Revisions.Of(folder);
        var tables = TablesOf(revision);

        foreach (var rule in revision.Book.Rules)
        {
            var (heading, row) = Assert.Single(tables.SelectMany(table => table.Value.Where(row => row.Contains($"| `{rule.Name}` |", StringComparison.Ordinal)).Select(row => (table.Key, row))));
            Assert.Equal(HeadingOf(rule.Kind), heading);
            Assert.Contains($"| {rule.Reason} | {rule.Source} |", row, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_lists_that_are_read_in_order_stand_in_order_and_are_numbered(string folder)
    {
        var revision = Revisions.Of(folder);
        var tables = TablesOf(revision);

        AssertInOrder(revision.Book.TriageRules, tables["Triage, in order"]);
        AssertInOrder(revision.Book.ReviewRules, tables["Review, in order"]);
        Assert.Equal(revision.Book.SafetyRules.Count, tables["Safety"].Count);
        Assert.Equal(revision.Book.AdjustRules.Count, tables["Format"].Count);
    }

    [Fact]
    public void What_a_revision_measures_otherwise_and_what_it_expects_is_told()
    {
        var tables = DecisionTables.Of(PracticePolicy.Compile("""
            Ladder(Low);
            Caseness(Pcl5, from: 33, Source("National Center for PTSD"));
            ReliableChange(MobilityInventory, by: 0.5, Judgement("our own"));
            FallBackToGad7(instead: Oci, Judgement("unverified"));
            ExpectedResponse(Low, 10, 14, Judgement("synthetic")).Session(2, median: 10, upper: 13).Session(3, median: 9, upper: 12);
            Review("r").Otherwise().Continue().Because("x", Source("s"));
            Triage("t").Otherwise().Enter(Low).Because("x", Source("s"));
            """));

        Assert.Contains("| PCL-5 | a case from 33 | National Center for PTSD |", tables, StringComparison.Ordinal);
        Assert.Contains("| MI | a change of 0.5 is reliable | judgement: our own |", tables, StringComparison.Ordinal);
        Assert.Contains("| OCI | GAD-7 stands in its place | judgement: unverified |", tables, StringComparison.Ordinal);
        Assert.Contains("| Low | 10-14 | 10 / 13 | 9 / 12 | judgement: synthetic |", tables, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_wait_and_every_review_point_is_told(string folder)
    {
        var revision = Revisions.Of(folder);
        var tables = TablesOf(revision);

        Assert.Equal(revision.Book.WatchRules.Select(watch => $"| `{watch.Name}` |"), tables["Waits that are watched"].Select(row => row[..(row.IndexOf('|', 2) + 1)]));
        Assert.Equal(
            revision.Book.ReviewAtRules.Select(point => $"| {revision.Book.Steps.LabelOf(point.Step)} | {point.Sessions} | {point.WithinDays} |"), tables["When to look again"]);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Every_name_in_italics_is_spelled_out_once(string folder)
    {
        var revision = Revisions.Of(folder);
        var names = revision.Manifest.Formulas().Values.SelectMany(ConditionWords.NamesIn).Select(ConditionWords.NameOf).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(names, TablesOf(revision)["What the words in italics mean"].Select(row => row.Split(" | ")[0][2..]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("crisis-now", "The duty clinician acts now | **at once**<br>risk first |")]
    [InlineData("risk-same-day", "*if nobody knows:* Ask the person about thoughts of death or self-harm; nobody has an answer, within 7 days | **within 8 hours**<br>risk first |")]
    [InlineData("too-young", "| age under 16 | **another service: young people's service** |")]
    [InlineData("more-severe-depression", "**begin at High**<br>look again within 28 days<br>marked: early review |")]
    [InlineData("start-low", "| everybody else | **begin at Low intensity**<br>look again within 28 days |")]
    [InlineData("no-scores", "| **a clinician decides within 7 days** |")]
    [InlineData("no-response", "**step up within 14 days**<br>or continue<br>go first through: reasons for non response |")]
    [InlineData("recovered-twice", "| **discharge, with a plan against relapse** |")]
    [InlineData("carry-on", "| **continue**<br>look again at the step's review point |")]
    [InlineData("reading", "| does not read comfortably | book, digital | in person |")]
    [InlineData("interpreter", "| interpreted<br>marked: early review |")]
    public void A_row_says_all_that_the_rule_does(string rule, string says) =>
        Assert.Contains(says, Assert.Single(TablesOf(PracticePolicy.Revision).Values.SelectMany(rows => rows), row => row.Contains($"`{rule}`", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_bar_in_a_reason_does_not_end_the_cell()
    {
        var revision = PracticePolicy.Compile(PracticePolicy.Text.Replace("\"Under sixteen\"", "\"Under | sixteen\"", StringComparison.Ordinal));

        Assert.Contains("| Under \\| sixteen |", DecisionTables.Of(revision), StringComparison.Ordinal);
    }

    private static void AssertInOrder(IEnumerable<Rule> rules, List<string> rows) =>
        Assert.Equal(rules.Select((rule, place) => $"| {place + 1} | `{rule.Name}`"), rows.Select(row => row[..row.IndexOf(" |", 6, StringComparison.Ordinal)]));

    private static string HeadingOf(RuleKind kind) => kind switch
    {
        RuleKind.Safety => "Safety",
        RuleKind.Triage => "Triage, in order",
        RuleKind.Review => "Review, in order",
        _ => "Format",
    };

    // The rows under each heading, without the two that head a table.
    private static Dictionary<string, List<string>> TablesOf(PolicyRevision revision) => DecisionTables.Of(revision).Split("### ", StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('\n'))
        .ToDictionary(lines => lines[0], lines => lines.Where(line => line.StartsWith('|')).Skip(2).ToList());
}
