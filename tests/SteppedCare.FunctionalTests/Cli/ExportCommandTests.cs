using System.Text.Json;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Rollouts;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Cli;

/// <summary><c>stepped-care export</c> into a file, whatever happens to it meanwhile.</summary>
public sealed class ExportCommandTests : IAsyncLifetime
{
    private readonly Keyboard _keyboard = new();
    private WireHost _host = null!;

    public async Task InitializeAsync()
    {
        _host = await WireHost.StartAsync();
        _keyboard.Set("STEPPED_CARE_ADDRESS", $"{_host.Address.Host}:{_host.Address.Port}");
        _keyboard.Set("STEPPED_CARE_PERSON", "dr.lead");
        _keyboard.Set("STEPPED_CARE_ROLES", "oversight");
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _keyboard.Dispose();
    }

    [Fact]
    public async Task A_program_that_is_killed_leaves_no_file_and_whoever_resumes_gets_every_record_once()
    {
        const string Line = "stepped-care export --service leeds --jsonl out.jsonl";
        _host.Oversight.Exported = Exported.Answers(answers: 40, writes: 50);
        var held = new TaskCompletionSource();
        _host.Oversight.BeforeExported = place => place < 25 ? Task.CompletedTask : held.Task;

        using (var begun = _keyboard.Start(Line))
        {
            await Until.ItHoldsAsync(() => Lines("out.jsonl.part").Length > 1_200, () => "Half of it was not written.");
            begun.Kill(entireProcessTree: true);
            await begun.WaitForExitAsync();
        }

        Assert.False(File.Exists(PathOf("out.jsonl")));

        // As a kill in the midst of writing leaves it.
        await File.AppendAllTextAsync(PathOf("out.jsonl.part"), "{\"episode\":\"services/le");
        Assert.Contains("out.jsonl.part is of another export", (await TypedAsync(Line + " --from 2026-01-01 --resume", 2)).Errors, StringComparison.Ordinal);
        held.SetResult();
        var resumed = await TypedAsync(Line + " --resume --json");

        Assert.Equal(
            Enumerable.Range(0, 2_000).Select(Exported.NameOf),
            Lines("out.jsonl").Select(line => JsonDocument.Parse(line).RootElement.GetProperty("episode").GetString()));
        using var told = JsonDocument.Parse(resumed.Output);
        Assert.Equal((2_000, "out.jsonl"), (told.RootElement.GetProperty("records").GetInt32(), told.RootElement.GetProperty("file").GetString()));
        Assert.False(File.Exists(PathOf("out.jsonl.part")) || File.Exists(PathOf("out.jsonl.place")));

        // What comes later goes on from its end.
        var token = told.RootElement.GetProperty("resume_token").GetString();
        Assert.Equal("", (await TypedAsync($"stepped-care export --service leeds --token {token}")).Output);
    }

    [Fact]
    public async Task Rows_are_comma_separated_and_what_a_spreadsheet_would_run_is_a_text()
    {
        _host.Oversight.Exported = Exported.Answers(answers: 1, writes: 2);

        var rows = (await TypedAsync("stepped-care export --service leeds --csv -")).Output.Split("\r\n");

        Assert.StartsWith("service,episode,trajectory_version,recorded_at,record,kind,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith("leeds,ep-0,1,", rows[1], StringComparison.Ordinal);
        Assert.EndsWith("\"{\"\"id\"\":\"\"\"\",\"\"happened_on\"\":\"\"2026-11-02\"\",\"\"time_of_day\"\":\"\"\"\",\"\"step_declined\"\":{\"\"step\"\":\"\"STEP_LOW\"\"}}\"", rows[2], StringComparison.Ordinal);
        Assert.Equal(("", 4), (rows[^1], rows.Length));

        var item = _host.Oversight.Listed[0];
        _host.Oversight.Listed = [item with { Task = item.Task with { Key = new("leeds", "-7"), Text = "Call \"now\", today", AcknowledgedBy = "=1+1" } }];
        var worklist = (await TypedAsync("stepped-care worklist --service leeds --most 1 --csv -")).Output.Split("\r\n");
        Assert.StartsWith("leeds,'-7,SAME_DAY,SAME_DAY,\"Call \"\"now\"\", today\",2026-", worklist[1], StringComparison.Ordinal);
        Assert.Contains(",'=1+1,", worklist[1], StringComparison.Ordinal);
        Assert.Equal(worklist[0].Count(letter => letter == ','), worklist[1].Count(letter => letter == ',') - 1);

        using var line = JsonDocument.Parse((await TypedAsync("stepped-care worklist --service leeds --most 1 --jsonl -")).Output.TrimEnd());
        Assert.Equal(("-7", "=1+1"), (line.RootElement.GetProperty("episode").GetString(), line.RootElement.GetProperty("acknowledged_by").GetString()));
        using var decision = JsonDocument.Parse((await TypedAsync("stepped-care decisions --service leeds --most 1 --jsonl -")).Output.TrimEnd());
        Assert.Equal(("STEP_UP", 12), (decision.RootElement.GetProperty("outcome").GetString(), decision.RootElement.GetProperty("epoch").GetInt32()));
    }

    private string PathOf(string file) => Path.Combine(_keyboard.Folder, file);

    private string[] Lines(string file)
    {
        if (!File.Exists(PathOf(file)))
        {
            return [];
        }

        // Somebody may be writing to it.
        using var stream = new FileStream(PathOf(file), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private async Task<Shell> TypedAsync(string line, int exitCode = 0)
    {
        var run = await _keyboard.TypeAsync(line);
        Assert.True(run.ExitCode == exitCode, $"{line}\n{run.ExitCode}\n{run.Output}{run.Errors}");
        return run;
    }
}
