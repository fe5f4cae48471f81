using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary>The options of every report: what people are shown, as one page and as rows as well.</summary>
internal sealed class ReportFlags
{
    private readonly Option<string?> _html;
    private readonly SheetFlags _sheets;

    /// <param name="desk">Where it is written.</param>
    /// <param name="what">What the page shows, as the help says it.</param>
    internal ReportFlags(Desk desk, string what)
    {
        _html = new Flags(desk).Text("--html", $"Write the {what} as one page with charts into this file.");
        _sheets = new SheetFlags(desk);
    }

    internal void AddTo(Command command)
    {
        command.Options.Add(_html);
        _sheets.AddTo(command);
    }

    /// <summary>The answer once its page and its rows are written where they were asked for.</summary>
    /// <exception cref="FailedException">They cannot be.</exception>
    internal async Task<Answer> SaveAsync(ParseResult parsed, Func<string> page, Func<Sheet> rows, Answer answer, CancellationToken cancellation)
    {
        if (parsed.GetValue(_html) is { } path)
        {
            await SavedText.WriteAsync(path, page(), cancellation);
            answer = answer with { Blocks = answer.Blocks.Add(new Line($"Written to {path}.", Tone.Good)) };
        }

        return await _sheets.SaveAsync(parsed, rows, answer, cancellation);
    }
}
