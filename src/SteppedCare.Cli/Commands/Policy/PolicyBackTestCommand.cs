using System.CommandLine;
using System.Globalization;

namespace SteppedCare.Cli;

/// <summary><c>policy backtest</c>: what a revision would have decided for the people recorded.</summary>
internal static class PolicyBackTestCommand
{
    internal static Command Create(Desk desk)
    {
        var flags = new Flags(desk);
        var policy = PolicyArguments.Policy();
        var revision = new Argument<string>("revision") { Description = "A published version, or the folder of a revision that nobody published." };
        var services = flags.Several("--service", "The services whose decisions are judged again; else all that are on the policy.");
        var from = flags.Text("--from", "Only decisions from this instant on.");
        var before = flags.Text("--before", "Only decisions before this instant.");
        var command = new Command(
            "backtest", "Judge recorded decisions again by another revision. It does not simulate what would have followed. Example: stepped-care policy backtest talking-therapies policies/talking-therapies/2026.2")
        {
            policy, revision, services, from, before,
        };
        command.AnswersFromService(desk, asPerson: true, async (parsed, connection, cancellation) =>
        {
            var request = new V1.BackTestRequest
            {
                Policy = parsed.GetRequiredValue(policy),
                From = InstantText.Read(parsed.GetValue(from), "--from"),
                Before = InstantText.Read(parsed.GetValue(before), "--before"),
            };
            request.Services.AddRange(parsed.GetValue(services));
            var named = parsed.GetRequiredValue(revision);
            if (Directory.Exists(named))
            {
                request.Files = GateReading.FilesOf(PolicyFolder.One(named), withInvariants: true);
            }
            else
            {
                request.Version = named;
            }

            var last = await desk.ProgressAsync("judging again", parsed.WantsJson(), progress => RunAsync(connection, request, progress, cancellation));
            return new Answer(ExitCodes.Ok, [.. Blocks(last)], last);
        });
        return command;
    }

    private static async Task<V1.BackTestResponse> RunAsync(ServiceConnection connection, V1.BackTestRequest request, IProgress<Progressed> progress, CancellationToken cancellation)
    {
        using var stream = connection.Policies.BackTest(request, connection.Open);
        var last = new V1.BackTestResponse();
        while (await stream.ResponseStream.MoveNext(cancellation))
        {
            last = stream.ResponseStream.Current;
            progress.Report(new Progressed(null, string.Create(CultureInfo.InvariantCulture, $"{last.Decisions} decisions of {last.Episodes} people")));
        }

        return last.Done
            ? last
            : throw new FailedException(new Failure(ExitCodes.NotReached, "NOT_FINISHED", ["The service ended the back-test before it was done."]));
    }

    private static IEnumerable<Block> Blocks(V1.BackTestResponse last)
    {
        yield return new Line(
            string.Create(CultureInfo.InvariantCulture, $"{last.Decisions} decisions of {last.Episodes} people judged again: {last.Changed} come out otherwise"), Tone.Strong);
        if (last.Lower > 0)
        {
            yield return new Line(string.Create(CultureInfo.InvariantCulture, $"less care, or a task no longer raised: {last.Lower} decisions. Read these first."), Tone.Bad);
        }

        if (last.Faults > 0)
        {
            yield return new Line(string.Create(CultureInfo.InvariantCulture, $"the revision failed at {last.Faults} decisions"), Tone.Bad);
        }

        if (last.Cells.Count > 0)
        {
            yield return ChangeView.Matrix(last.Cells, "was", "would be");
        }

        if (last.Unreadable > 0)
        {
            yield return new Line(string.Create(CultureInfo.InvariantCulture, $"{last.Unreadable} decisions rest on what cannot be read any more"), Tone.Warning);
        }
    }
}
