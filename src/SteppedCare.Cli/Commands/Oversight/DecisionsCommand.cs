using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>decisions</c>: what was decided.</summary>
internal static class DecisionsCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var service = flags.Text("--service", "The service of care. Required.");
        var from = flags.Text("--from", "Only decisions recorded from this instant on; else the last 24 hours.");
        var before = flags.Text("--before", "Only decisions recorded before this instant.");
        var outcomes = flags.Several("--outcome", "Only these outcomes, such as step-up.");
        var call = flags.Text("--call", "Only of this question: triage or review.");
        var version = flags.Text("--revision", "Only those that a revision of this version answered.");
        var most = Flags.Number("--most", "At most so many, the earliest.", otherwise: 100, least: 1);
        var watch = flags.Switch("--watch", "Tell decisions as they are made, confirmed, or lose what they rested on, until Ctrl-C; nothing from before.");
        var seconds = Flags.Number("--for", "With --watch: end after so many seconds; 0: until Ctrl-C.", otherwise: 0, least: 0);
        var sheets = new SheetFlags(desk);
        var command = new Command("decisions", "What was decided, in the order of recording. Example: stepped-care decisions --service demo --from 2026-11-22T00:00:00Z --outcome step-up")
        {
            service, from, before, outcomes, call, version, most, watch, seconds,
        };
        sheets.AddTo(command);
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, cancellation) =>
        {
            sheets.RefuseWith(parsed, watch);
            var request = new V1.ListDecisionsRequest
            {
                Service = parsed.RequiredText(service),
                From = InstantText.Read(parsed.GetValue(from), "--from") ?? Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(desk.Time.GetUtcNow().AddDays(-1)),
                Before = InstantText.Read(parsed.GetValue(before), "--before"),
                Outcomes = { parsed.GetValue(outcomes)!.Select(word => ContractWords.Read<V1.Outcome>("--outcome", word)) },
                Call = parsed.GetValue(call) is { } question ? ContractWords.Read<V1.DecisionCall>("--call", question) : V1.DecisionCall.Unspecified,
                Version = parsed.GetValue(version) ?? "",
                PageSize = parsed.GetValue(most),
            };
            if (parsed.GetValue(watch))
            {
                return await Watch.FollowAsync(
                    desk,
                    parsed.WantsJson(),
                    parsed.GetValue(seconds),
                    "",
                    (token, options) => connection.Oversight.WatchDecisions(new() { Service = request.Service, ResumeToken = token }, options),
                    message => message.ResumeToken,
                    message => message.Changes.Select(change => DecisionsView.Of(change, message.At)),
                    connection,
                    cancellation);
            }

            var (_, decisions) = await ListedPages.ReadAsync(
                parsed.GetValue(most),
                token => connection.Oversight.ListDecisionsAsync(new(request) { PageToken = token }, connection.Usual).ResponseAsync,
                page => page.Decisions,
                page => page.NextPageToken);
            return await sheets.SaveAsync(
                parsed,
                () => DecisionsSheet.Of(decisions),
                new Answer(ExitCodes.Ok, [decisions.Count > 0 ? DecisionsView.Of(decisions) : new Line("Nothing was decided.")], new { Decisions = decisions }),
                cancellation);
        });
        return command;
    }
}
