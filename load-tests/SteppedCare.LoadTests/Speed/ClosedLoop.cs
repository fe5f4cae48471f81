using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Processes;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Speed;

/// <summary>
/// So many callers, each sending its next Review when the last one is answered. For calls that write: h2load sends one body for ever, and a repeated
/// request is answered from the record.
/// </summary>
internal sealed class ClosedLoop(int connections, int inFlight, TimeProvider clock)
{
    internal async Task<Round> RunAsync(GrpcServerProcess server, Func<ReviewRequest> next, TimeSpan duration)
    {
        using var clients = new ServiceClients(server.Address, connections);
        var before = server.ProcessorTime;
        var began = clock.GetTimestamp();
        var latencies = await Task.WhenAll(Enumerable.Range(0, inFlight).Select(caller => CallAsync(clients[caller], next, began, duration)));
        return Round.Of([.. latencies.SelectMany(one => one)], clock.GetElapsedTime(began), server.ProcessorTime - before);
    }

    private async Task<List<double>> CallAsync(DecisionService.DecisionServiceClient client, Func<ReviewRequest> next, long began, TimeSpan duration)
    {
        var milliseconds = new List<double>();
        await Task.Yield();
        while (clock.GetElapsedTime(began) < duration)
        {
            var request = next();
            var sent = clock.GetTimestamp();
            await client.ReviewAsync(request, deadline: clock.GetUtcNow().UtcDateTime.AddSeconds(20));
            milliseconds.Add(clock.GetElapsedTime(sent).TotalMilliseconds);
        }

        return milliseconds;
    }
}
