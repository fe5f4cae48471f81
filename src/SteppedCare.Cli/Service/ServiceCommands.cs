using System.CommandLine;
using Grpc.Core;

namespace SteppedCare.Cli;

/// <summary>Commands that ask a running service.</summary>
internal static class ServiceCommands
{
    /// <summary>Connects, acts, and tells a refusal as every command tells it.</summary>
    internal static ServiceOptions AnswersFromService(
        this Command command, Desk desk, bool changes, Func<ParseResult, ServiceConnection, CancellationToken, Task<Answer>> act)
    {
        var options = new ServiceOptions(desk);
        options.AddTo(command, changes);
        command.Answers(desk, async (parsed, cancellation) =>
        {
            using var service = new ServiceConnection(options.AddressOf(parsed), options.IdentityOf(parsed), desk.Time, cancellation);
            try
            {
                return await act(parsed, service, cancellation);
            }
            catch (RpcException failure)
            {
                cancellation.ThrowIfCancellationRequested();
                throw new FailedException(ServiceFailure.Of(failure, service.Address));
            }
        });
        return options;
    }
}
