using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>fidelity</c>: is care faithful to its own plan?</summary>
internal static class FidelityCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var services = flags.Several("--service", "The services of care; else all of the server.");
        var months = new ReportMonths(desk);
        var by = flags.Text("--by", "What to tell apart: month, step, problem, revision, rule, clinician or service.");
        var measures = flags.Several("--measure", "Only these measures, such as official-step-up-of-low-first; docs/reports.md has them all.");
        var files = new ReportFlags(desk, "report");
        var command = new Command("fidelity", "Is care faithful to its own plan? Example: stepped-care fidelity --service demo --by month --html fidelity.html")
        {
            services, months.From, months.To, by, measures,
        };
        files.AddTo(command);
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, cancellation) =>
        {
            var (first, last) = months.Read(parsed);
            var request = new V1.GetFidelityReportRequest
            {
                Services = { parsed.GetValue(services)! },
                FromMonth = first,
                ToMonth = last,
                Grouping = parsed.GetValue(by) is { } word ? ContractWords.Read<V1.ReportGrouping>("--by", word) : V1.ReportGrouping.Unspecified,
                Measures = { parsed.GetValue(measures)! },
            };
            var report = await connection.Oversight.GetFidelityReportAsync(request, connection.Usual);
            var told = new FidelityTold(request, report);
            var answer = new Answer(ExitCodes.Ok, [.. FidelityView.Of(told)], report);
            return await files.SaveAsync(parsed, () => FidelityPage.Of(told), () => FidelitySheet.Of(told), answer, cancellation);
        });
        return command;
    }
}
