using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary>Commands that ask a running service.</summary>
internal static class ServiceCommands
{
    /// <summary>Connects, acts, and tells a refusal as every command tells it.</summary>
    internal static void AnswersFromService(
        this Command command, Desk desk, bool asPerson, Func<ParseResult, ServiceConnection, CancellationToken, Task<Answer>> act)
    {
        var options = new ServiceOptions(desk);
        options.AddTo(command, asPerson);
        command.Answers(desk, (parsed, cancellation) => options.AskAsync(parsed, service => act(parsed, service, cancellation), cancellation));
    }
}
