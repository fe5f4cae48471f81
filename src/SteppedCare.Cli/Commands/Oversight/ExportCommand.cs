using System.CommandLine;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary><c>export</c>: what was recorded, for a service's own analysts and archives.</summary>
internal static class ExportCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var service = flags.Text("--service", "The service of care. Required.");
        var from = flags.Text("--from", "The first day of recording, such as 2026-04-01; else from the first that is kept.");
        var to = flags.Text("--to", "The last day of recording; else to the last.");
        var kinds = flags.Several("--kind", "What: events, decisions, acts, tasks, notices, episodes; else everything but whole episodes.");
        var facts = flags.Switch("--facts", "With each decision every fact that it was made from.");
        var lines = flags.Text("--jsonl", "Write JSON, a record a line, into this file; else, or with -, to standard output.");
        var csv = flags.Text("--csv", "Write comma-separated values into this file, or with - to standard output.");
        var resume = flags.Switch("--resume", "Go on where an export into the same file was cut.");
        var token = flags.Text("--token", "Go on after an earlier export, with the token that it ended with.");
        var command = new Command(
            "export", "What was recorded: events, decisions, human acts, tasks. Example: stepped-care export --service demo --from 2026-04-01 --to 2026-04-30 --jsonl april.jsonl --resume")
        {
            service, from, to, kinds, facts, lines, csv, resume, token,
        };
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, cancellation) =>
        {
            var request = new V1.ExportRequest
            {
                Service = parsed.RequiredText(service),
                FromDay = parsed.GetValue(from) ?? "",
                ToDay = parsed.GetValue(to) ?? "",
                Kinds = { parsed.GetValue(kinds)!.Select(word => ContractWords.Read<V1.ExportKind>("--kind", word)) },
                WithFacts = parsed.GetValue(facts),
            };
            var (path, form) = FormOf(parsed.GetValue(lines), parsed.GetValue(csv), request);
            using var target = TargetOf(desk, path, form, request, parsed.GetValue(token) ?? "", parsed.GetValue(resume));
            request.ResumeToken = target.Token;
            Task<long> RunAsync(IProgress<Progressed>? progress) => WriteAsync(connection, request, desk, form, target, progress, cancellation);
            var records = path is null ? await RunAsync(null) : await desk.ProgressAsync($"export of {request.Service}", parsed.WantsJson(), RunAsync);
            var told = string.Create(CultureInfo.InvariantCulture, $"{records:N0} records of {request.Service}");
            return path is null
                ? new Answer(ExitCodes.Ok, [], null, [$"{told}. What is recorded from now on: --token {target.Token}"])
                : new Answer(
                    ExitCodes.Ok,
                    [new Line($"{told} written to {path}.", Tone.Good), new Line($"What is recorded from now on: --token {target.Token}", Tone.Faint)],
                    new { Records = records, File = path, ResumeToken = target.Token });
        });
        return command;
    }

    private static async Task<long> WriteAsync(
        ServiceConnection connection, V1.ExportRequest request, Desk desk, ExportForm form, IExportTarget target, IProgress<Progressed>? progress, CancellationToken cancellation)
    {
        if (target.IsWhole)
        {
            return target.Records;
        }

        await ExportCall.RunAsync(
            connection,
            request,
            desk,
            target,
            message =>
            {
                target.Append(form.LinesOf(message.Records), message.Records.Count, message.ResumeToken);
                progress?.Report(new Progressed(message.Progress, string.Create(CultureInfo.InvariantCulture, $"export of {request.Service}: {target.Records:N0} records")));
                return Task.CompletedTask;
            },
            cancellation);
        target.Complete();
        return target.Records;
    }

    private static (string? Path, ExportForm Form) FormOf(string? lines, string? csv, V1.ExportRequest request)
    {
        if (lines is not null && csv is not null)
        {
            throw new FailedException(Failure.OfArguments("An export has one form: --jsonl or --csv."));
        }

        if (csv is not null && request.Kinds.Contains(V1.ExportKind.Episodes))
        {
            throw new FailedException(Failure.OfArguments("A whole episode is no row: --kind episodes goes with --jsonl."));
        }

        return ((lines ?? csv) is { } path && path != SavedText.StandardOutput ? path : null, csv is null ? ExportForm.JsonLines : ExportForm.Csv);
    }

    private static IExportTarget TargetOf(Desk desk, string? path, ExportForm form, V1.ExportRequest request, string token, bool resume)
    {
        if (resume && path is null)
        {
            throw new FailedException(Failure.OfArguments("--resume goes with a file; from standard output go on with --token."));
        }

        return path is null
            ? new ExportToOutput(desk, token, form.Header)
            : ExportFile.Open(path, $"{form.Name} {AnswerJson.LineOf(request).TrimEnd('\n')} {token}", token, form.Header, resume, desk.Time);
    }
}
