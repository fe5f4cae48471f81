using System.CommandLine;
using System.Globalization;
using SteppedCare.LoadTests.Mix;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Tests.Mix;

/// <summary>A few hundred people asked about on a real server.</summary>
public sealed class MixTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);
    private static readonly FileInfo s_server = Repository.Built("src/SteppedCare.Server");

    [Fact]
    public async Task The_mix_of_decisions_adds_up_and_is_the_same_from_the_same_seed()
    {
        string[] options = ["--server", s_server.FullName, "--people", "500", "--seed", "7"];

        var (exitCode, said) = await AskAsync(options);
        var (_, again) = await AskAsync(options);

        Assert.True(exitCode == 0, said);
        Assert.Equal(said, again);
        var tables = said.ReplaceLineEndings("\n").Split("\n\n").Where(part => part.StartsWith('|')).Select(Rows).ToArray();
        Assert.Equal(6, tables.Length);
        Assert.All(Sums(tables[0], IsOutcome), sum => Assert.Equal(100, sum, 0.5));
        Assert.All(Sums(tables[1], IsOutcome), sum => Assert.Equal(100, sum, 0.5));
        Assert.All(Sums(tables[2], label => IsOutcome(label) || label == "no step"), sum => Assert.Equal(100, sum, 0.5));
        Assert.All(Sums(tables[4], IsOutcome), sum => Assert.Equal(100, sum, 0.5));
        var people = Assert.Single(tables[0], row => row[0] == "people");
        Assert.Equal(500, Number(people[1]));
        Assert.Equal(500, Number(people[2]) + Number(people[3]));
    }

    [Fact]
    public async Task The_page_shows_the_tables_that_are_printed()
    {
        var (_, said) = await AskAsync("--server", s_server.FullName, "--people", "500");
        var page = await File.ReadAllTextAsync(Repository.PathOf("load-tests", "README.md"));
        var section = page.ReplaceLineEndings("\n").Split("\n## mix\n")[1].Split("\n## ")[0];

        Assert.Equal(Labels(said), Labels(section));
    }

    [Fact]
    public async Task Two_services_of_a_server_that_runs_already_are_asked_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("steppedcare-mix-test-");
        try
        {
            await using var server = GrpcServerProcess.OfService(
                s_server, folder.FullName, null, new Random(29), TimeProvider.System, [.. Service("leeds", "talking-therapies"), .. Service("york", "nice-depression")]);
            await server.StartAsync();

            var (exitCode, said) = await AskAsync("--address", $"{server.Address}", "--services", "leeds,york", "--people", "40");
            var (unknown, refusal) = await AskAsync("--address", $"{server.Address}", "--services", "leeds,hull", "--people", "1");

            Assert.True(exitCode == 0, said);
            Assert.Contains("| Where finished courses begin | leeds | york | practice, as drawn | published |", said, StringComparison.Ordinal);
            Assert.Contains("- york, triage: ", said, StringComparison.Ordinal);
            Assert.Equal(1, unknown);
            Assert.Contains("did not answer: NotFound SERVICE_UNKNOWN", refusal, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Where_nobody_answers_no_table_is_printed()
    {
        // Nobody listens on a port below the ones that may be taken without privilege.
        var (exitCode, said) = await AskAsync("--address", "http://127.0.0.1:1", "--services", "leeds,york", "--people", "3");

        Assert.Equal(1, exitCode);
        Assert.Contains("did not answer: Unavailable", said, StringComparison.Ordinal);
        Assert.DoesNotContain("|", said, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Said)> AskAsync(params string[] options)
    {
        using var output = new StringWriter();
        var exitCode = await MixCommand.Build(TimeProvider.System).Parse(options).InvokeAsync(new InvocationConfiguration { Output = output }).WaitAsync(s_patience);
        return (exitCode, output.ToString());
    }

    private static IEnumerable<string> Service(string name, string policy) =>
    [
        $"--Services:{name}:Policy={policy}", $"--Services:{name}:Contacts:0:Name=Emergency services", $"--Services:{name}:Contacts:0:Number=999",
        $"--Services:{name}:Contacts:0:When=If life is in danger now.", $"--Services:{name}:Contacts:0:ReviewBy=2027-05-31",
    ];

    private static bool IsOutcome(string label) =>
        label.StartsWith("ENTER ", StringComparison.Ordinal)
        || label is "CONTINUE" or "STEP_UP" or "STEP_DOWN" or "DISCHARGE" or "URGENT_REVIEW" or "HUMAN_REVIEW" or "OUT_OF_SCOPE" or "INSUFFICIENT_DATA" or "INDETERMINATE";

    private static string[][] Rows(string table) =>
        [.. table.Split('\n').Where(line => line.StartsWith('|')).Skip(2).Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray())];

    // The first cell of every row, and heads whole.
    private static IEnumerable<string> Labels(string text) => text.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Contains("talking-therapies", StringComparison.Ordinal) ? line : line.Split('|')[1]);

    // Column by column; a column that ends in words, such as what was published, is none.
    private static IEnumerable<double> Sums(string[][] rows, Func<string, bool> part)
    {
        var parts = rows.Where(row => part(row[0])).ToArray();
        return Enumerable.Range(1, parts[0].Length - 1).Where(column => parts[0][column].Length > 0).Select(column => parts.Sum(row => Number(row[column])));
    }

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
