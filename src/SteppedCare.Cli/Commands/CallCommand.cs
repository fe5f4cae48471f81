using System.CommandLine;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using SteppedCare.V1;

namespace SteppedCare.Cli;

/// <summary><c>call</c>: sends a request written as JSON to a running service, and prints the reply as JSON.</summary>
internal static class CallCommand
{
    private const string StandardInput = "-";
    private const string AddressVariable = "STEPPEDCARE_ADDRESS";
    private const string DefaultAddress = "http://127.0.0.1:5080";

    private static readonly JsonFormatter s_replies = new(JsonFormatter.Settings.Default.WithIndentation());

    private static string Methods => string.Join(", ", DecisionService.Descriptor.Methods.Where(TakesOneRequest).Select(each => each.Name));

    internal static Command Create()
    {
        var method = new Argument<string>("method") { Description = $"One of {Methods}." };
        var file = new Argument<string>("file") { Description = "The request as JSON; - or nothing for standard input.", DefaultValueFactory = _ => StandardInput };
        var address = new Option<string?>("--address") { Description = $"Where the service listens for gRPC; else the variable {AddressVariable}, else {DefaultAddress}." };
        var command = new Command("call", "Ask a running service. Example: stepped-care call Triage docs/examples/triage.json") { method, file, address };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(method), parsed.GetRequiredValue(file), parsed.GetValue(address), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string name, string file, string? address, CancellationToken cancellation)
    {
        if (DecisionService.Descriptor.FindMethodByName(name) is not { } method || !TakesOneRequest(method))
        {
            return await RefuseAsync([$"There is no such method; there are {Methods}."]);
        }

        var given = address ?? Environment.GetEnvironmentVariable(AddressVariable) ?? DefaultAddress;
        if (!ServiceCall.TryAddress(given, out var target))
        {
            return await RefuseAsync([$"--address or {AddressVariable} must be host:port or http://host:port."]);
        }

        if (await ReadAsync(file, cancellation) is not { } text)
        {
            return await RefuseAsync(["The file of the request is not there or cannot be read."]);
        }

        var (request, faults) = RequestText.Read(text, method.InputType);
        if (request is null)
        {
            return await RefuseAsync(faults);
        }

        try
        {
            var reply = await ServiceCall.AskAsync(target, method, request, TimeProvider.System, cancellation);
            await Console.Out.WriteLineAsync(s_replies.Format(reply));
            return ExitCodes.Ok;
        }
        catch (RpcException failure)
        {
            var told = FailureText.Of(failure, target);
            await Console.Error.WriteAsync(told.Text);
            return told.ExitCode;
        }
    }

    // A stream wants more than a file: it is read while it is written, and resumed.
    private static bool TakesOneRequest(MethodDescriptor method) => !method.IsClientStreaming && !method.IsServerStreaming;

    private static async Task<string?> ReadAsync(string file, CancellationToken cancellation)
    {
        if (file == StandardInput)
        {
            return await Console.In.ReadToEndAsync(cancellation);
        }

        try
        {
            return await File.ReadAllTextAsync(file, cancellation);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task<int> RefuseAsync(IEnumerable<string> faults)
    {
        foreach (var fault in faults)
        {
            await Console.Error.WriteLineAsync(fault);
        }

        return ExitCodes.BadArguments;
    }
}
