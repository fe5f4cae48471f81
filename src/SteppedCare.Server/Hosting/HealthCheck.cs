using System.Collections;
using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;

namespace SteppedCare.Server.Hosting;

/// <summary>Asks a running server whether it serves, as an orchestrator would: for images that hold nothing but this program.</summary>
internal static class HealthCheck
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(2);

    public static async Task<int> RunAsync(CommandLine line, IDictionary environment, string binaryFolder, TimeProvider time)
    {
        var timeout = s_timeout;
        if (line.Values.TryGetValue(CommandLine.TimeoutOption, out var given) && (!Values.TryTime(given, out timeout) || timeout <= TimeSpan.Zero))
        {
            return StartRefusals.BadArguments(["--timeout must be a number with its unit, such as 500ms, 2s or 1m."]);
        }

        if (!TryAddress(line.Values.GetValueOrDefault(CommandLine.AddressOption) ?? Configured(environment, binaryFolder), out var address))
        {
            return StartRefusals.BadArguments(["--address must be host:port or http://host:port."]);
        }

        var service = line.Values.GetValueOrDefault(CommandLine.ServiceOption, "");
        try
        {
            using var channel = GrpcChannel.ForAddress(address);
            var reply = await new Grpc.Health.V1.Health.HealthClient(channel).CheckAsync(
                new HealthCheckRequest { Service = service }, deadline: (time.GetUtcNow() + timeout).UtcDateTime);
            await Console.Out.WriteLineAsync(reply.Status == HealthCheckResponse.Types.ServingStatus.Serving ? "SERVING" : "NOT_SERVING");
            return reply.Status == HealthCheckResponse.Types.ServingStatus.Serving ? ExitCodes.Fine : ExitCodes.Failed;
        }
        catch (RpcException fault)
        {
            await Console.Error.WriteLineAsync($"{address} did not say that it serves: {fault.StatusCode}.");
            return ExitCodes.Failed;
        }
    }

    /// <summary>The address the server beside this one would listen on, by the same files and environment.</summary>
    private static string Configured(IDictionary environment, string binaryFolder)
    {
        try
        {
            var settings = SettingLayers.Read(new CommandLine(Command.HealthCheck, new Dictionary<string, string>(), []), environment, binaryFolder);
            if (settings.TryGetValue(SettingNames.ListenGrpc, out var given) && Values.Address(given.Value, out var listen))
            {
                return Reachable(listen).ToString();
            }
        }
        catch (StartRefusedException)
        {
            // The server itself says what is wrong with its files; asking the default address finds it absent.
        }

        return new ListenOptions().Grpc.ToString();
    }

    private static IPEndPoint Reachable(IPEndPoint listen) =>
        listen.Address.Equals(IPAddress.Any) ? new IPEndPoint(IPAddress.Loopback, listen.Port)
        : listen.Address.Equals(IPAddress.IPv6Any) ? new IPEndPoint(IPAddress.IPv6Loopback, listen.Port)
        : listen;

    private static bool TryAddress(string text, out Uri address) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out address!)
        && address.Scheme is "http" or "https";
}
