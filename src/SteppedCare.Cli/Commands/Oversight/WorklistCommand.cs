using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>worklist</c>: who needs somebody now.</summary>
internal static class WorklistCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var service = flags.Text("--service", "The service of care. Required.");
        var kinds = flags.Several("--kind", "Only tasks of these kinds, such as same-day.");
        var steps = flags.Several("--step", "Only where care is at these steps, such as low; none: before any began.");
        var olderThan = flags.Text("--older-than", "Only tasks open at least so long: 30m, 8h, 3d.");
        var acknowledged = flags.Text("--acknowledged", "yes: only those that somebody took on; no: only those that nobody did.");
        var most = Flags.Number("--most", "At most so many, the most urgent.", otherwise: 100, least: 1);
        var watch = flags.Switch("--watch", "Go on, and tell what happens as it happens, until Ctrl-C.");
        var seconds = Flags.Number("--for", "With --watch: end after so many seconds; 0: until Ctrl-C.", otherwise: 0, least: 0);
        var sheets = new SheetFlags(desk);
        var command = new Command("worklist", "Who needs somebody now: the open tasks, the most urgent first. Example: stepped-care worklist --service demo --kind crisis-now same-day --watch")
        {
            service, kinds, steps, olderThan, acknowledged, most, watch, seconds,
        };
        sheets.AddTo(command);
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, cancellation) =>
        {
            sheets.RefuseWith(parsed, watch);
            var request = new V1.ListWorklistRequest
            {
                Service = parsed.RequiredText(service),
                Kinds = { parsed.GetValue(kinds)!.Select(word => ContractWords.Read<V1.TaskKind>("--kind", word)) },
                Steps = { parsed.GetValue(steps)!.Select(word => word == "none" ? V1.Step.Unspecified : ContractWords.Read<V1.Step>("--step", word)) },
                MinimumAge = AgeText.Read("--older-than", parsed.GetValue(olderThan)),
                Acknowledgement = Acknowledged(parsed.GetValue(acknowledged)),
                PageSize = parsed.GetValue(most),
            };
            var (first, items) = await ListedPages.ReadAsync(
                parsed.GetValue(most),
                token => connection.Oversight.ListWorklistAsync(new(request) { PageToken = token }, connection.Usual).ResponseAsync,
                page => page.Items,
                page => page.NextPageToken);
            var answer = await sheets.SaveAsync(
                parsed,
                () => WorklistSheet.Of(items),
                new Answer(ExitCodes.Ok, [.. WorklistView.Of(first, items)], new { Items = items, first.Counts, first.AsOf }),
                cancellation);
            if (!parsed.GetValue(watch))
            {
                return answer;
            }

            desk.TellOneOfMany(answer, parsed.WantsJson());
            return await Watch.FollowAsync(
                desk,
                parsed.WantsJson(),
                parsed.GetValue(seconds),
                first.WatchToken,
                (token, options) => connection.Oversight.WatchWorklist(new() { Service = request.Service, Kinds = { request.Kinds }, ResumeToken = token }, options),
                message => message.ResumeToken,
                message => message.Changes.Select(change => WorklistView.Of(change, message.At)),
                connection,
                cancellation);
        });
        return command;
    }

    private static V1.Acknowledgement Acknowledged(string? word) => word switch
    {
        null => V1.Acknowledgement.Unspecified,
        "yes" => V1.Acknowledgement.Given,
        "no" => V1.Acknowledgement.Awaited,
        _ => throw new FailedException(Failure.OfArguments("--acknowledged wants yes or no.")),
    };
}
