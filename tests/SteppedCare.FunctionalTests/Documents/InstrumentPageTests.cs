namespace SteppedCare.FunctionalTests.Documents;

/// <summary>The page of questionnaires is what the program knows of them, to the letter.</summary>
public sealed class InstrumentPageTests
{
    private static readonly string s_page = Repository.Read("docs/instruments.md");

    [Fact]
    public async Task The_tables_on_the_page_are_what_the_command_prints()
    {
        var run = await Shell.RunAsync($"dotnet {Repository.Built("src/SteppedCare.Cli", "stepped-care.dll")} policy instruments");

        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(run.Output, s_page[s_page.IndexOf("| questionnaire |", StringComparison.Ordinal)..]);
    }

    [Fact]
    public void Every_instrument_of_the_contract_has_a_row_for_each_of_its_versions()
    {
        var written = Rows("INSTRUMENT_").Select(cells => (cells[2].Trim('`'), cells[3].Trim('`')));

        var known = InstrumentCatalogue.All.Select(instrument => (NameOf(instrument.Code), instrument.Version));
        Assert.Equal(known, written);
        Assert.Equal(Names("Instrument").Skip(1).Order(StringComparer.Ordinal), written.Select(row => row.Item1).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_problem_of_the_contract_is_paired_on_the_page()
    {
        var written = Rows("PROBLEM_").Select(cells => cells[1].Trim('`'));

        Assert.Equal(Names("Problem").Skip(1), written);
        Assert.Equal(Enum.GetValues<Problem>().Length - 1, written.Count());
        Assert.Contains("| no descriptor, or a provisional one | GAD-7 |", s_page, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_line_says_how_well_it_is_known()
    {
        var lines = s_page.Split('\n').Where(line => line.Contains(" | case | ", StringComparison.Ordinal) || line.Contains(" | reliable change | ", StringComparison.Ordinal));

        Assert.Equal(2 * InstrumentCatalogue.All.Length, lines.Count());
        Assert.All(lines, line => Assert.Matches(@"\| (none \|  \| |[0-9.]+ \| (verified|reported|unverified) \| .)", line));
    }

    private static IEnumerable<string[]> Rows(string prefix) =>
        s_page.Split('\n').Where(line => line.StartsWith('|') && line.Contains($"| `{prefix}", StringComparison.Ordinal)).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray());

    private static IEnumerable<string> Names(string list) =>
        V1.VocabularyReflection.Descriptor.EnumTypes.Single(type => type.Name == list).Values.OrderBy(value => value.Number).Select(value => value.Name);

    private static string NameOf(InstrumentCode code) =>
        V1.VocabularyReflection.Descriptor.EnumTypes.Single(type => type.Name == "Instrument").FindValueByNumber((int)code).Name;
}
