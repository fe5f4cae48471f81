using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>equity</c>: whom does care serve how well?</summary>
internal static class EquityCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var services = flags.Several("--service", "The services of care; else all of the server.");
        var months = new ReportMonths(desk);
        var axes = flags.Several("--axis", "Only these axes: age, gender, ethnic-group, ethnicity, deprivation-quintile and so on; docs/equity.md has them all.");
        var measures = flags.Several("--measure", "Only these measures, such as reliable-recovery, group by group; else where groups differ most.");
        var files = new ReportFlags(desk, "report");
        var command = new Command("equity", "Whom does care serve how well? Example: stepped-care equity --service demo --axis ethnic-group --measure reliable-recovery")
        {
            services, months.From, months.To, axes, measures,
        };
        files.AddTo(command);
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, cancellation) =>
        {
            var (first, last) = months.Read(parsed);
            var request = new V1.GetEquityReportRequest
            {
                Services = { parsed.GetValue(services)! },
                FromMonth = first,
                ToMonth = last,
                Axes = { parsed.GetValue(axes)!.Select(word => ContractWords.Read<V1.EquityAxis>("--axis", word)) },
                Measures = { parsed.GetValue(measures)! },
            };
            var told = new EquityTold(request, await connection.Oversight.GetEquityReportAsync(request, connection.Usual));
            var answer = new Answer(ExitCodes.Ok, [.. EquityView.Of(told)], told.Report);
            return await files.SaveAsync(parsed, () => EquityPage.Of(told), () => EquitySheet.Of(told), answer, cancellation);
        });
        return command;
    }
}
