using SteppedCare.Tests.Policies;

namespace SteppedCare.Tests.Cli;

public sealed class LanguageTests
{
    [Fact]
    public async Task The_reference_is_what_the_language_says_of_itself()
    {
        var run = await Typed.RunAsync(Repository.Root, "policy", "language", "--page", "docs/policy-language.md", "--check");

        Assert.True(run.ExitCode == 0, run.Errors);
    }

    [Fact]
    public async Task An_old_reference_is_found_and_written_anew()
    {
        using var folder = new TemporaryFolder();
        var page = folder.Write("page.md", "# Old\n");

        var check = await Typed.RunAsync(folder.Root, "policy", "language", "--page", "page.md", "--check");
        var written = await Typed.RunAsync(folder.Root, "policy", "language", "--page", "page.md");

        Assert.Equal((8, "page.md is not what the language generates. Run: stepped-care policy language --page page.md\n"), (check.ExitCode, check.Errors));
        Assert.Equal(0, written.ExitCode);
        Assert.Equal(File.ReadAllText(Path.Combine(Repository.Root, "docs/policy-language.md")), File.ReadAllText(page));
    }

    [Fact]
    public void Every_fact_and_every_word_of_a_list_has_its_line()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/policy-language.md"));

        Assert.All(FactTable.All, row => Assert.Contains($"| `{row.Name.Split('.')[^1]}` |", page, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<TaskKind>().Except(["None"]), word => Assert.Contains($"| `{word}` |", page, StringComparison.Ordinal));
        Assert.All(new[] { "AtTriage(name, hazard)", "EntersAtLeast(step)", "Is(" }, word => Assert.Contains(word, page, StringComparison.Ordinal));
    }
}
