using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Processes;
using SteppedCare.LoadTests.Speed;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Many;

/// <summary>A caseload through one stream, beside calls of their own, with an eye on the server's memory; then through one that nobody reads for a while.</summary>
internal sealed class ManyRun(ManyOptions options, TimeProvider clock, TextWriter output)
{
    private const int Callers = 64;
    private const int Samples = 10;

    // Answers kept instead of written would be three times as much at 100,000 items.
    private const double MostGrowthMegabytes = 64;

    /// <summary>Runs it all; false when memory was not flat, or a caller who does not read was not stopped.</summary>
    internal async Task<bool> RunAsync()
    {
        await using var own = await OwnServer.StartAsync("many", options.Server, options.OnRedis, new Random(11), clock);
        using var clients = new ServiceClients(own.Server.Address, 1);
        var caseload = new Caseload(options.Episodes, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1));
        await caseload.PrepareAsync(clients);
        var flat = await CompareAsync(own.Server, clients, caseload);
        var stopped = await StallAsync(own.Server, clients, caseload);
        return flat && stopped;
    }

    // Single calls before and after, since episodes grow and longer ones take longer.
    private async Task<bool> CompareAsync(GrpcServerProcess server, ServiceClients clients, Caseload caseload)
    {
        var loop = new ClosedLoop(1, Callers, clock);
        await loop.RunAsync(server, caseload.NextReview, options.Stretch / 2);
        var before = await loop.RunAsync(server, caseload.NextReview, options.Stretch);

        var memory = new List<(int Answered, double Megabytes)> { (0, server.Megabytes) };
        var used = server.ProcessorTime;
        var began = clock.GetTimestamp();
        using (var stream = new OneStream(clients[0], caseload.NextReview, options.Items))
        {
            var reading = stream.ReadAsync(answered =>
            {
                if (answered % Math.Max(1, options.Items / Samples) == 0)
                {
                    memory.Add((answered, server.Megabytes));
                }
            });
            await Task.WhenAll(stream.WriteAsync(), reading);
        }

        var perSecond = options.Items / clock.GetElapsedTime(began).TotalSeconds;
        var microseconds = (server.ProcessorTime - used).TotalMicroseconds / options.Items;
        var after = await loop.RunAsync(server, caseload.NextReview, options.Stretch);
        var calls = (before.PerSecond + after.PerSecond) / 2;
        var firstHalf = memory.Take(memory.Count / 2 + 1).Max(sample => sample.Megabytes);
        var growth = memory.Max(sample => sample.Megabytes) - firstHalf;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            store {(options.OnRedis ? "redis, appendfsync always" : "sqlite")}; {options.Items} items on one stream, {options.Episodes} episodes
            stream {perSecond:F0} items/s, server CPU {microseconds:F0} us an item; {Callers} callers on one connection {before.PerSecond:F0} and {after.PerSecond:F0} Reviews/s, server CPU {before.ServerMicroseconds:F0} us; ratio {perSecond / calls:F2}
            server's working set, MB, by answers: {string.Join(", ", memory.Select(sample => string.Create(CultureInfo.InvariantCulture, $"{sample.Answered}: {sample.Megabytes:F0}")))}
            grew by {growth:F0} MB in the second half, {MostGrowthMegabytes:F0} allowed
            """));
        return growth <= MostGrowthMegabytes;
    }

    private async Task<bool> StallAsync(GrpcServerProcess server, ServiceClients clients, Caseload caseload)
    {
        var before = server.Megabytes;
        using var stream = new OneStream(clients[0], caseload.NextReview, options.Unread);
        var writing = stream.WriteAsync();
        await Task.WhenAny(writing, Task.Delay(options.Stall, clock));
        var (taken, stalled) = (stream.Written, server.Megabytes);
        var stopped = !writing.IsCompleted;
        await Task.WhenAll(writing, stream.ReadAsync(_ => { }));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"nobody read for {options.Stall.TotalSeconds:F0} s: {taken} of {options.Unread} items taken, working set {before:F0} MB before and {stalled:F0} MB then; afterwards all answered in order"));
        return stopped && stalled - before <= MostGrowthMegabytes;
    }
}
