using System.CommandLine;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary><c>fidelity</c>: is care faithful to its own plan?</summary>
internal static class FidelityCommand
{
    private const int UsualMonths = 12;

    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var services = flags.Several("--service", "The services of care; else all of the server.");
        var from = flags.Text("--from", "The first month, such as 2026-01; else eleven months before the last.");
        var to = flags.Text("--to", "The last month; else the present one.");
        var by = flags.Text("--by", "What to tell apart: month, step, problem, revision, rule, clinician or service.");
        var measures = flags.Several("--measure", "Only these measures, such as official-step-up-of-low-first; docs/reports.md has them all.");
        var html = flags.Text("--html", "Write the report as one page with charts into this file.");
        var csv = flags.Text("--csv", "Write the report as comma-separated values into this file.");
        var command = new Command("fidelity", "Is care faithful to its own plan? Example: stepped-care fidelity --service demo --by month --html fidelity.html")
        {
            services, from, to, by, measures, html, csv,
        };
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, cancellation) =>
        {
            var last = parsed.GetValue(to) ?? desk.Time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
            var request = new V1.GetFidelityReportRequest
            {
                Services = { parsed.GetValue(services)! },
                FromMonth = parsed.GetValue(from) ?? Before(last, UsualMonths - 1),
                ToMonth = last,
                Grouping = parsed.GetValue(by) is { } word ? ContractWords.Read<V1.ReportGrouping>("--by", word) : V1.ReportGrouping.Unspecified,
                Measures = { parsed.GetValue(measures)! },
            };
            var report = await connection.Oversight.GetFidelityReportAsync(request, connection.Usual);
            var told = new FidelityTold(request, report);
            List<Block> blocks = [.. FidelityView.Of(told)];
            await WriteAsync(parsed.GetValue(html), () => FidelityPage.Of(told), blocks, cancellation);
            await WriteAsync(parsed.GetValue(csv), () => FidelityCsv.Of(told), blocks, cancellation);
            return new Answer(ExitCodes.Ok, [.. blocks], report);
        });
        return command;
    }

    // What is no month is the service's to refuse.
    private static string Before(string month, int months) => DateOnly.TryParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year > 1
        ? date.AddMonths(-months).ToString("yyyy-MM", CultureInfo.InvariantCulture)
        : month;

    private static async Task WriteAsync(string? path, Func<string> text, List<Block> blocks, CancellationToken cancellation)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            await File.WriteAllTextAsync(path, text(), cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new FailedException(Failure.OfArguments($"{path} cannot be written."));
        }

        blocks.Add(new Line($"Written to {path}.", Tone.Good));
    }
}

/// <summary>A report and what was asked.</summary>
internal sealed record FidelityTold(V1.GetFidelityReportRequest Asked, V1.GetFidelityReportResponse Report)
{
    internal string Heading => $"{(Asked.Services.Count == 0 ? "All services" : string.Join(", ", Asked.Services))}, {Asked.FromMonth} to {Asked.ToMonth}, as of {InstantText.Of(Report.AsOf)}";

    /// <summary>Months stand beside one another, so that a measure is read across them.</summary>
    internal bool IsByMonth => Asked.Grouping == V1.ReportGrouping.Month;

    /// <summary>The measures that any group has, in order.</summary>
    internal IEnumerable<V1.MeasuredFigure> Measures => Report.Groups.SelectMany(group => group.Figures).DistinctBy(figure => figure.Measure);

    /// <summary>A group in words.</summary>
    internal static string NameOf(V1.ReportGroup group) => (group.Name, group.Rule) switch
    {
        ("", "") => "All together",
        (var name, "") => name,
        var (name, rule) => $"{name}: {rule}",
    };
}
