using SteppedCare.FunctionalTests.EndToEnd;

namespace SteppedCare.FunctionalTests.Documents;

public sealed class EquityPageTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(AssembledServer.Repository, "docs", "equity.md"));

    [Fact]
    public void Every_measure_is_on_the_page_with_its_words_and_no_other() => Assert.Equal(
        EquityCatalogue.All.Select(measure => $"| `{measure.Name}` | {measure.Title} |"),
        s_page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)));

    [Fact]
    public void Every_axis_is_on_the_page() => Assert.Equal(
        Enum.GetValues<V1.EquityAxis>().Where(axis => axis != V1.EquityAxis.Unspecified).Select(axis => $"`{Words(axis)}`"),
        s_page.Split("## Axes\n\n")[1].TrimEnd('\n', '.').Split(", "));

    [Fact]
    public void The_page_says_the_numbers_by_which_counts_are_withheld()
    {
        Assert.Contains($"Counts under {Disclosure.Least} are withheld", s_page, StringComparison.Ordinal);
        Assert.Contains($"Of a denominator that is under {Disclosure.LeastForShare} once rounded no share is told", s_page, StringComparison.Ordinal);
    }

    private static string Words(V1.EquityAxis axis) =>
        string.Concat(axis.ToString().Select((letter, place) => char.IsUpper(letter) && place > 0 ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
}
