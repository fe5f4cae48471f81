using System.CommandLine;
using System.Globalization;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy test</c>: every case by its name, what cases do not reach, and which changes they would not notice.</summary>
internal static class PolicyTestCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var folder = PolicyArguments.Folder();
        var filter = flags.Text("--filter", "Only the cases whose name contains this; coverage and mutation are not asked then.");
        var watch = flags.Switch("--watch", "Again whenever a file is saved, until Ctrl-C.");
        var command = new Command(
            "test", "Run the cases, and say what they leave untested. Example: stepped-care policy test policies/talking-therapies/2026.1 --filter item") { folder, filter, watch };
        command.Answers(desk, async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(folder);
            var name = parsed.GetValue(filter);
            Task<Answer> RunAsync() => desk.ProgressAsync("trying the cases", parsed.WantsJson(), progress => Task.Run(() => Run(path, name, desk.CompiledScripts, progress, cancellation), cancellation));

            // Watched from before the first run on: what is saved while it runs is not missed.
            using var files = parsed.GetValue(watch) ? new SavedFiles(PolicyFolder.Find(path).Root, desk.Time) : null;
            var answer = await RunAsync();
            if (files is null)
            {
                return answer;
            }

            desk.TellOneOfMany(answer, parsed.WantsJson());
            await foreach (var _ in files.ChangesAsync(cancellation))
            {
                desk.TellOneOfMany(await AgainAsync(RunAsync), parsed.WantsJson());
            }

            return answer;
        });
        return command;
    }

    private static Answer Run(string path, string? filter, ArtefactCache? compiled, IProgress<Progressed> progress, CancellationToken cancellation)
    {
        var bundles = PolicyFolder.Find(path).Bundles;
        var runs = bundles.Select((bundle, place) => CaseRun.Of(bundle, filter, compiled, share => progress.Report(new Progressed((place + share) / bundles.Count)), cancellation)).ToList();
        return runs.Sum(run => run.Cases.Count) == 0 && runs.All(run => run.Report.ExitCode == ExitCodes.Ok) && filter is not null
            ? throw new FailedException(Failure.OfArguments("No case has such a name."))
            : new Answer(RevisionReport.ExitCodeOf(runs.Select(run => run.Report)), [.. runs.SelectMany(Blocks)], runs.Select(Json).ToList());
    }

    // A file that is half saved, or gone for a moment, ends nothing.
    private static async Task<Answer> AgainAsync(Func<Task<Answer>> run)
    {
        try
        {
            return await run();
        }
        catch (FailedException failed)
        {
            return new Answer(failed.Failure.ExitCode, [.. failed.Failure.Lines.Select(line => new Line(line, Tone.Bad))], new { Error = failed.Failure.Json });
        }
    }

    private static IEnumerable<Block> Blocks(CaseRun run)
    {
        foreach (var block in GateView.Blocks(run.Report))
        {
            yield return block;
        }

        foreach (var each in run.Cases)
        {
            yield return new Line($"{(each.Faults.Count == 0 ? "ok" : "NO")} {each.Name}", each.Faults.Count == 0 ? Tone.Good : Tone.Bad, Indent: 2);
        }

        if (run.Cases.Count > 0)
        {
            var failed = run.Cases.Count(each => each.Faults.Count > 0);
            yield return new Line(
                string.Create(CultureInfo.InvariantCulture, $"{run.Cases.Count - failed} passed, {failed} failed"), failed == 0 ? Tone.Good : Tone.Bad, Indent: 1);
        }
    }

    private static object Json(CaseRun run) => new
    {
        Report = GateView.Json(run.Report),
        Cases = run.Cases.Select(each => new { each.Name, Ok = each.Faults.Count == 0, Faults = each.Faults.Select(fault => new { fault.Line, fault.Message }) }),
    };
}
