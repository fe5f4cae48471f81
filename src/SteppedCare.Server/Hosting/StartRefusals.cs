using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace SteppedCare.Server.Hosting;

/// <summary>How the process says on its error stream why it ends, and with which code.</summary>
internal static class StartRefusals
{
    public static int BadArguments(IReadOnlyList<string> faults)
    {
        Say(["The command line cannot be read (--help lists what can be given):", .. faults.Select(fault => "  " + fault)]);
        return ExitCodes.BadArguments;
    }

    public static int Settings(IReadOnlyList<SettingFault> faults)
    {
        var headline = faults.Count == 1 ? "The server does not start: 1 setting is refused." : $"The server does not start: {faults.Count} settings are refused.";
        Say([headline, .. faults.OrderBy(fault => fault.Name, StringComparer.OrdinalIgnoreCase).Select(fault => "  " + fault.Message)]);
        return ExitCodes.Refused;
    }

    public static int Ended(Exception fault)
    {
        var (code, message) = fault switch
        {
            StartRefusedException => (ExitCodes.Refused, $"The server does not start: {fault.Message}"),
            IOException { InnerException: AddressInUseException } => (ExitCodes.Unavailable, $"The server does not start: {fault.Message}"),
            SocketException => (ExitCodes.Unavailable, $"The server does not start: an address cannot be listened on: {fault.Message}"),
            _ => (ExitCodes.Failed, $"The server failed: {fault}"),
        };
        Say([message]);
        return code;
    }

    private static void Say(IEnumerable<string> lines) => Console.Error.WriteLine(string.Join('\n', lines));
}
