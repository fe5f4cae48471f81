using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary>Runs what a command does, and tells what came of it in the one way that all commands share.</summary>
internal static class CommandLine
{
    /// <summary>A command whose answer is there at once.</summary>
    internal static void Answers(this Command command, Desk desk, Func<ParseResult, Answer> act) =>
        command.Answers(desk, (parsed, _) => Task.FromResult(act(parsed)));

    /// <summary>A command that asks a service, or takes its time.</summary>
    internal static void Answers(this Command command, Desk desk, Func<ParseResult, CancellationToken, Task<Answer>> act) =>
        command.SetAction(async (parsed, cancellation) =>
        {
            var json = WantsJson(parsed);
            try
            {
                return desk.Tell(await act(parsed, cancellation), json);
            }
            catch (FailedException failed)
            {
                return desk.Tell(failed.Failure, json);
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }
        });

    internal static bool WantsJson(this ParseResult parsed) => parsed.GetValue<bool>(Flags.Json);
}
