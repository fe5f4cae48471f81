using System.Text.Json;
using System.Text.Json.Nodes;
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
    public async Task A_program_that_is_stopped_says_how_to_go_on_and_whoever_resumes_gets_every_record_once()
    {
        const string Line = "stepped-care export --service leeds --jsonl out.jsonl";
        _host.Oversight.Exported = Exported.Answers(answers: 4, writes: 50);
        var errors = await StoppedAsync(Line, "out.jsonl.part");
        Assert.Equal("It was stopped. To go on: the same command with --resume\n", errors);
        var place = _keyboard.Read("out.jsonl.place");
        Assert.Equal(100, JsonNode.Parse(place)!["Records"]!.GetValue<int>());

        // Nobody loses by accident what is there.
        Assert.StartsWith("out.jsonl.part is of an export that was cut: go on with --resume", (await TypedAsync(Line, 2)).Errors, StringComparison.Ordinal);
        Assert.Equal(100, Lines("out.jsonl.part").Length);

        // What came after the place, as a kill leaves it, is cut away.
        await File.AppendAllTextAsync(PathOf("out.jsonl.part"), "{\"episode\":\"services/le");
        await TypedAsync(Line + " --resume");
        var whole = _keyboard.Read("out.jsonl");
        Assert.Equal(Enumerable.Range(0, 200).Select(Exported.NameOf), Lines("out.jsonl").Select(line => JsonDocument.Parse(line).RootElement.GetProperty("episode").GetString()));

        // Killed when the file had its name and the place was still there.
        var complete = JsonNode.Parse(place)!;
        (complete["Complete"], complete["Records"]) = (true, 200);
        _keyboard.Write("out.jsonl.place", complete.ToJsonString());
        using var told = JsonDocument.Parse((await TypedAsync(Line + " --resume --json")).Output);
        Assert.Equal((200, complete["Token"]!.GetValue<string>()), (told.RootElement.GetProperty("records").GetInt32(), told.RootElement.GetProperty("resume_token").GetString()));
        Assert.Equal((whole, false), (_keyboard.Read("out.jsonl"), File.Exists(PathOf("out.jsonl.place")) || File.Exists(PathOf("out.jsonl.part"))));
    }

    [Fact]
    public async Task Standard_output_that_is_stopped_or_full_ends_as_every_failure_does()
    {
        _host.Oversight.Exported = Exported.Answers(answers: 4, writes: 50);

        var full = await TypedAsync("stepped-care export --service leeds > /dev/full", 2);
        Assert.Equal("Standard output cannot be written.\n", full.Errors);

        var errors = await StoppedAsync("stepped-care export --service leeds > out.jsonl", "out.jsonl");
        Assert.StartsWith("It was stopped. To go on: --token ", errors, StringComparison.Ordinal);
        var token = errors.TrimEnd().Split(' ')[^1];
        var rest = (await TypedAsync($"stepped-care export --service leeds --token {token}")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Enumerable.Range(100, 100).Select(Exported.NameOf), rest.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("episode").GetString()));
    }

    [Fact]
    public async Task An_export_that_never_began_leaves_nothing_to_go_on_with()
    {
        await TypedAsync("stepped-care export --service leeds --from 2026-02-01 --to 2026-01-31 --jsonl out.jsonl", 6);

        Assert.Empty(Directory.EnumerateFileSystemEntries(_keyboard.Folder));
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

    // When two of the answers, of fifty records each, have been written and the third does not come.
    private async Task<string> StoppedAsync(string line, string file)
    {
        var held = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        _host.Oversight.BeforeExported = place =>
        {
            if (place < 2)
            {
                return Task.CompletedTask;
            }

            asked.TrySetResult();
            return held.Task;
        };
        using var begun = _keyboard.Start(line);
        try
        {
            await asked.Task.WaitAsync(WireHost.Patience);
            await Until.ItHoldsAsync(() => Lines(file).Length == 100, () => "Half of it was not written.");

            // The shell's only child. Where tests run in the background, children ignore Ctrl-C's own signal.
            var program = (await File.ReadAllTextAsync($"/proc/{begun.Id}/task/{begun.Id}/children")).Trim();
            await Shell.RunAsync($"kill -TERM {program}");
            var errors = await begun.StandardError.ReadToEndAsync().WaitAsync(WireHost.Patience);
            await begun.WaitForExitAsync().WaitAsync(WireHost.Patience);
            Assert.Equal(130, begun.ExitCode);
            return errors;
        }
        finally
        {
            held.TrySetResult();
            begun.Kill(entireProcessTree: true);
        }
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
