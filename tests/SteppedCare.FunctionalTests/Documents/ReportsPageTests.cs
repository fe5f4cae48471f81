using SteppedCare.FunctionalTests.EndToEnd;

namespace SteppedCare.FunctionalTests.Documents;

public sealed class ReportsPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(AssembledServer.Repository, "docs", "reports.md"));

    [Fact]
    public void Every_measure_is_on_the_page_with_its_words_its_official_name_and_where_England_stands() => Assert.All(MeasureCatalogue.All, measure =>
    {
        var row = Assert.Single(s_page.Split('\n'), line => line.StartsWith($"| `{measure.Name}` |", StringComparison.Ordinal)).Split(" | ");
        var england = measure.National is { } line ? FormattableString.Invariant($"{line.Value:0.0#}{(measure.Form == MeasureForm.Share ? " %" : "")} |") : "|";
        Assert.Equal((measure.Title, measure.Official, england), (row[1], row[3].Trim(), row[4].Trim()));
    });

    [Fact]
    public void No_measure_is_on_the_page_that_there_is_not() =>
        Assert.Equal(MeasureCatalogue.All.Length, s_page.Split('\n').Count(line => line.StartsWith("| `", StringComparison.Ordinal)));
}
