using SteppedCare.Policies;

namespace SteppedCare.Tests.Policies.Documents;

public sealed class DocumentCommandTests : IDisposable
{
    private const string Readme = "practice/2026.1/README.md";
    private const string Picture = "practice/2026.1/pathway.svg";

    private readonly TemporaryFolder _folder = new();

    public DocumentCommandTests() => _folder.Write("practice/2026.1/policy.csx", PracticePolicy.Text);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_revision_without_a_page_gets_one_and_is_then_up_to_date()
    {
        var first = await RunAsync();
        var second = await RunAsync("--check");

        Assert.Equal((0, $"{Readme}: written\n{Picture}: written\n", ""), first);
        Assert.Equal((0, $"{Readme}: as the revision says\n{Picture}: as the revision says\n", ""), second);
        Assert.Equal(RevisionPage.Of(PracticePolicy.Revision).Picture, Read(Picture));
        Assert.Contains("| 9 | `start-low` | everybody else |", Read(Readme), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_changed_since_is_found_and_nothing_is_written_by_a_check()
    {
        await RunAsync();
        var (readme, picture) = (Read(Readme), Read(Picture));
        _folder.Write("practice/2026.1/policy.csx", PracticePolicy.Text.Replace("\"over-stay\"", "\"stayed-too-long\"", StringComparison.Ordinal));

        var (exitCode, _, errors) = await RunAsync("--check");

        Assert.Equal(8, exitCode);
        Assert.Equal(
            $"{Readme} is not what the revision generates. Run: stepped-care policy document {_folder.Root}\n{Picture} is not what the revision generates. Run: stepped-care policy document {_folder.Root}\n",
            errors);
        Assert.Equal((readme, picture), (Read(Readme), Read(Picture)));
    }

    [Fact]
    public async Task A_number_changed_since_is_found_in_the_page_alone()
    {
        await RunAsync();
        _folder.Write("practice/2026.1/policy.csx", PracticePolicy.Text.Replace("MoreSevere = 16", "MoreSevere = 17", StringComparison.Ordinal));

        var (exitCode, output, errors) = await RunAsync("--check");

        Assert.Equal((8, $"{Picture}: as the revision says\n"), (exitCode, output));
        Assert.StartsWith($"{Readme} is not", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_picture_that_is_missing_is_found()
    {
        await RunAsync();
        File.Delete(Path.Combine(_folder.Root, Picture));

        var (exitCode, _, errors) = await RunAsync("--check");

        Assert.Equal(8, exitCode);
        Assert.StartsWith($"{Picture} is not", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_without_markers_is_left_alone_and_the_lines_to_add_are_named()
    {
        _folder.Write(Readme, "# By hand\n");

        var (exitCode, _, errors) = await RunAsync();

        Assert.Equal((8, "# By hand\n"), (exitCode, Read(Readme)));
        Assert.Contains($"{Readme} does not say where the tables belong.", errors, StringComparison.Ordinal);
        Assert.Contains($"{RevisionPage.Begin}\n{RevisionPage.End}\n", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_does_not_compile_has_no_page()
    {
        _folder.Write("practice/2026.1/policy.csx", "while (true) { }\n");

        var (exitCode, _, errors) = await RunAsync();

        Assert.Equal((3, false), (exitCode, File.Exists(Path.Combine(_folder.Root, Readme))));
        Assert.Contains("practice/2026.1/policy.csx(1,1) SC012: A policy has no loops.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_policies_is_a_bad_argument()
    {
        var (exitCode, _, errors) = await ChildProcess.RunAsync("src/SteppedCare.Cli", "stepped-care.dll", "policy", "document", "/no/such/folder");

        Assert.Equal((2, "There is no folder /no/such/folder.\n"), (exitCode, errors));
    }

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] options) =>
        ChildProcess.RunAsync("src/SteppedCare.Cli", "stepped-care.dll", ["policy", "document", _folder.Root, .. options]);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder.Root, file));
}
