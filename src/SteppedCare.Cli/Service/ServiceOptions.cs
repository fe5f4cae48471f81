using System.CommandLine;
using Grpc.Core;

namespace SteppedCare.Cli;

/// <summary>Where the service is, and who asks: on every command that asks one.</summary>
internal sealed class ServiceOptions(Desk desk)
{
    internal const string DefaultAddress = "http://127.0.0.1:5080";

    private static readonly string s_variable = Flags.VariableOf("--address");

    private readonly Option<string?> _address = new Flags(desk).Text("--address", $"Where the service listens for gRPC; else the variable {s_variable}, else {DefaultAddress}.");

    private readonly Option<string?> _person = new Flags(desk).Text("--person", "Who asks, for what is kept about the change: your name as your service writes it. Until identities arrive nobody checks it.");

    private readonly Option<string[]> _roles = new Flags(desk).Several("--roles", "What you are: policy-author, clinical-safety, oversight, clinician.");

    internal void AddTo(Command command, bool asPerson)
    {
        command.Options.Add(_address);
        if (asPerson)
        {
            command.Options.Add(_person);
            command.Options.Add(_roles);
        }
    }

    internal Uri AddressOf(ParseResult parsed) => AddressOf(parsed.GetValue(_address) ?? DefaultAddress);

    internal static Uri AddressOf(string text) => ServiceCall.TryAddress(text, out var address)
        ? address
        : throw new FailedException(Failure.OfArguments($"--address or {s_variable} must be host:port or http://host:port."));

    /// <summary>Connects, asks, and tells a refusal as every command tells it.</summary>
    internal async Task<Answer> AskAsync(ParseResult parsed, Func<ServiceConnection, Task<Answer>> ask, CancellationToken cancellation)
    {
        using var service = new ServiceConnection(AddressOf(parsed), IdentityOf(parsed), desk.Time, cancellation);
        try
        {
            return await ask(service);
        }
        catch (RpcException failure)
        {
            cancellation.ThrowIfCancellationRequested();
            throw new FailedException(ServiceFailure.Of(failure, service.Address, service.SameAgain));
        }
    }

    // gRPC's metadata takes no other letters, and fails in the midst of a call.
    private static string Ascii(string option, string text) => text.All(letter => letter is >= ' ' and <= '~')
        ? text
        : throw new FailedException(Failure.OfArguments($"{option} wants letters of ASCII, as in a name that one signs in with: Zoe for Zoë."));

    internal Metadata IdentityOf(ParseResult parsed)
    {
        var identity = new Metadata();
        if (parsed.GetResult(_person) is not null && parsed.GetValue(_person) is { } person)
        {
            identity.Add("steppedcare-person", Ascii("--person", person));
        }

        if (parsed.GetResult(_roles) is not null && parsed.GetValue(_roles) is { Length: > 0 } roles)
        {
            identity.Add("steppedcare-roles", Ascii("--roles", string.Join(',', roles)));
        }

        return identity;
    }
}
