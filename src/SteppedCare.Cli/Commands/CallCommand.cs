using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using SteppedCare.V1;

namespace SteppedCare.Cli;

/// <summary><c>call</c>: sends a request written as JSON to a running service, and prints the reply as JSON.</summary>
internal static class CallCommand
{
    private static readonly JsonFormatter s_replies = new(JsonFormatter.Settings.Default.WithIndentation());

    private static IEnumerable<MethodDescriptor> Known => DecisionService.Descriptor.Methods.Concat(PolicyService.Descriptor.Methods).Where(TakesOneRequest);

    private static string Methods => string.Join(", ", Known.Select(each => each.Name));

    internal static Command Create(Desk desk)
    {
        var method = new Argument<string>("method") { Description = $"One of {Methods}." };
        method.CompletionSources.Add([.. Known.Select(each => each.Name)]);
        var file = new Argument<string>("file") { Description = "The request as JSON; - or nothing for standard input.", DefaultValueFactory = _ => RequestFile.StandardInput };
        var command = new Command("call", "Ask a running service. Example: stepped-care call Triage docs/examples/triage.json") { method, file };
        var options = new ServiceOptions(desk);
        options.AddTo(command, asPerson: true);
        command.Answers(desk, async (parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(method);
            if (Known.FirstOrDefault(each => each.Name == name) is not { } known)
            {
                throw new FailedException(Failure.OfArguments($"There is no such method; there are {Methods}."));
            }

            var address = options.AddressOf(parsed);
            var request = await RequestFile.ReadAsync(desk, parsed.GetRequiredValue(file), known.InputType, cancellation);
            try
            {
                var reply = await ServiceCall.AskAsync(address, known, request, options.IdentityOf(parsed), desk.Time, cancellation);
                return new Answer(ExitCodes.Ok, [new Listing(s_replies.Format(reply))], reply);
            }
            catch (RpcException failure)
            {
                throw new FailedException(ServiceFailure.Of(failure, address));
            }
        });
        return command;
    }

    // A stream wants more than a file: it is read while it is written, and resumed.
    private static bool TakesOneRequest(MethodDescriptor method) => !method.IsClientStreaming && !method.IsServerStreaming;
}
