using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Speed;

/// <summary>
/// h2load, sending one and the same gRPC message over and over. It knows HTTP alone, and a refused gRPC call is a success to it; so what came back must
/// also have the size of a reply.
/// </summary>
internal sealed partial class H2Load(SpeedOptions options, string folder)
{
    private const int GrpcPrefix = 5;
    private const double MostDeviation = 0.05;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    internal async Task<Round> RunAsync(GrpcServerProcess server, string call, IMessage request, IMessage reply, int requests)
    {
        var body = Path.Combine(folder, $"{call}.body");
        var log = body + ".log";
        await File.WriteAllBytesAsync(body, Framed(request));
        var start = new ProcessStartInfo("h2load") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            "-t1", $"-c{options.Connections}", $"-m{options.InFlight / options.Connections}", "-n", requests.ToString(CultureInfo.InvariantCulture),
            "-d", body, "--log-file", log, "-H", "content-type: application/grpc", "-H", "te: trailers",
            $"{server.Address}steppedcare.v1.DecisionService/{call}",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var before = server.ProcessorTime;
        using var process = Process.Start(start) ?? throw new InvalidOperationException("h2load did not start.");
        var said = await process.StandardOutput.ReadToEndAsync().WaitAsync(s_patience);
        await process.WaitForExitAsync().WaitAsync(s_patience);
        var used = server.ProcessorTime - before;

        RequireReplies(said, requests, GrpcPrefix + reply.CalculateSize());
        var perSecond = Number(Rate(), said);
        var milliseconds = (await File.ReadAllLinesAsync(log)).Select(line => double.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture) / 1000).ToArray();
        File.Delete(body);
        File.Delete(log);
        return Round.Of(milliseconds, TimeSpan.FromSeconds(requests / perSecond), used);
    }

    private static void RequireReplies(string said, int requests, int replySize)
    {
        var bytes = Number(Data(), said);
        if (Number(Succeeded(), said) < requests || Math.Abs(bytes / requests / replySize - 1) > MostDeviation)
        {
            throw new InvalidOperationException($"Not every call was answered with a reply of about {replySize} bytes. h2load said: {said}");
        }
    }

    private static byte[] Framed(IMessage message)
    {
        var framed = new byte[GrpcPrefix + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(framed.AsSpan(1), framed.Length - GrpcPrefix);
        message.WriteTo(framed.AsSpan(GrpcPrefix));
        return framed;
    }

    private static double Number(Regex form, string said) => form.Match(said) is { Success: true } match
        ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"h2load ended without its figures. It said: {said}");

    [GeneratedRegex(@"finished in [^,]+, ([\d.]+) req/s")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(\d+) succeeded, 0 failed, 0 errored, 0 timeout")]
    private static partial Regex Succeeded();

    [GeneratedRegex(@"\((\d+)\) data")]
    private static partial Regex Data();
}
