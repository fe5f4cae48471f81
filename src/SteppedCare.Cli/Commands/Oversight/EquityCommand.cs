using System.CommandLine;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary><c>equity</c>: whom does care serve how well?</summary>
internal static class EquityCommand
{
    private const int UsualMonths = 12;

    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var services = flags.Several("--service", "The services of care; else all of the server.");
        var from = flags.Text("--from", "The first month, such as 2026-01; else eleven months before the last.");
        var to = flags.Text("--to", "The last month; else the present one.");
        var axes = flags.Several("--axis", "Only these axes: age, gender, ethnic-group, ethnicity, deprivation-quintile and so on; docs/reports.md has them all.");
        var measures = flags.Several("--measure", "Only these measures, such as reliable-recovery, group by group; else where groups differ most.");
        var html = flags.Text("--html", "Write the report as one page with charts into this file.");
        var sheets = new SheetFlags(desk);
        var command = new Command("equity", "Whom does care serve how well? Example: stepped-care equity --service demo --axis ethnic-group --measure reliable-recovery")
        {
            services, from, to, axes, measures, html,
        };
        sheets.AddTo(command);
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, cancellation) =>
        {
            var last = parsed.GetValue(to) ?? desk.Time.GetUtcNow().ToString("yyyy-MM", CultureInfo.InvariantCulture);
            var request = new V1.GetEquityReportRequest
            {
                Services = { parsed.GetValue(services)! },
                FromMonth = parsed.GetValue(from) ?? ReportMonths.Before(last, UsualMonths - 1),
                ToMonth = last,
                Axes = { parsed.GetValue(axes)!.Select(word => ContractWords.Read<V1.EquityAxis>("--axis", word)) },
                Measures = { parsed.GetValue(measures)! },
            };
            var told = new EquityTold(request, await connection.Oversight.GetEquityReportAsync(request, connection.Usual));
            var answer = new Answer(ExitCodes.Ok, [.. EquityView.Of(told)], told.Report);
            if (parsed.GetValue(html) is { } path)
            {
                await SavedText.WriteAsync(path, EquityPage.Of(told), cancellation);
                answer = answer with { Blocks = answer.Blocks.Add(new Line($"Written to {path}.", Tone.Good)) };
            }

            return await sheets.SaveAsync(parsed, () => EquitySheet.Of(told), answer, cancellation);
        });
        return command;
    }
}
