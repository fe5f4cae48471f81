using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary>The options of every command whose answer is rows as well: into a file, or to standard output in place of what people are shown.</summary>
internal sealed class SheetFlags
{
    private readonly Desk _desk;
    private readonly Option<string?> _csv;
    private readonly Option<string?> _lines;

    internal SheetFlags(Desk desk)
    {
        var flags = new Flags(desk);
        _desk = desk;
        _csv = flags.Text("--csv", "Write the rows as comma-separated values into this file; - for standard output, alone.");
        _lines = flags.Text("--jsonl", "Write the rows as JSON, an object a line, into this file; - for standard output, alone.");
    }

    internal void AddTo(Command command)
    {
        command.Options.Add(_csv);
        command.Options.Add(_lines);
    }

    /// <summary>Rows are of an answer that ends, so that they do not go with an option whose answer does not.</summary>
    /// <exception cref="FailedException">Both were said.</exception>
    internal void RefuseWith(ParseResult parsed, Option<bool> endless)
    {
        if (parsed.GetValue(endless) && (parsed.GetValue(_csv) ?? parsed.GetValue(_lines)) is not null)
        {
            throw new FailedException(Failure.OfArguments($"{_csv.Name} and {_lines.Name} do not go with {endless.Name}: they write what is there now, and no end comes."));
        }
    }

    /// <summary>The answer once its rows are written where they were asked for.</summary>
    /// <exception cref="FailedException">They cannot be.</exception>
    internal async Task<Answer> SaveAsync(ParseResult parsed, Func<Sheet> rows, Answer answer, CancellationToken cancellation)
    {
        var (csv, lines) = (parsed.GetValue(_csv), parsed.GetValue(_lines));
        if (csv is null && lines is null)
        {
            return answer;
        }

        if (csv == SavedText.StandardOutput && lines == SavedText.StandardOutput)
        {
            throw new FailedException(Failure.OfArguments("--csv and --jsonl cannot both go to standard output."));
        }

        var sheet = rows();
        var blocks = answer.Blocks.ToBuilder();
        var isAlone = false;
        foreach (var (path, text) in new[] { (csv, (Func<string>)(() => sheet.Csv)), (lines, () => sheet.JsonLines) })
        {
            if (path == SavedText.StandardOutput)
            {
                _desk.Write(text());
                isAlone = true;
            }
            else if (path is not null)
            {
                await SavedText.WriteAsync(path, text(), cancellation);
                blocks.Add(new Line($"Written to {path}.", Tone.Good));
            }
        }

        return isAlone ? answer with { Blocks = [], Json = null } : answer with { Blocks = blocks.ToImmutable() };
    }
}
