using System.Globalization;
using Google.Protobuf;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Speed;

/// <summary>The service beside the bare handler of the same messages, turn by turn in one run, because this machine is not ours alone.</summary>
internal sealed class SpeedRun(SpeedOptions options, TimeProvider clock, TextWriter output)
{
    private const int WarmUpRequests = 20_000;

    private DateOnly Yesterday => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);

    internal async Task RunAsync()
    {
        var chance = new Random(options.Episodes);
        await using var own = await OwnServer.StartAsync("speed", options.Server, options.OnRedis, chance, clock);
        await using var floor = GrpcServerProcess.OfFloor(options.Floor, own.Folder, chance, clock);
        await MeasureAsync(own.Server, floor, own.Folder);
    }

    private async Task MeasureAsync(GrpcServerProcess server, GrpcServerProcess floor, string folder)
    {
        var caseload = new Caseload(options.Episodes, Yesterday);
        Replies replies;
        using (var clients = new ServiceClients(server.Address, options.Connections))
        {
            await caseload.PrepareAsync(clients);
            replies = await caseload.RecordAsync(clients, folder);
        }

        await floor.StartAsync();
        var subjects = Subjects(server, floor, caseload, replies, folder);
        foreach (var subject in subjects)
        {
            await subject.WarmUpAsync();
        }

        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var subject in subjects)
            {
                await subject.MeasureAsync();
            }
        }

        await PrintAsync(subjects, replies, caseload.Reviews);
    }

    // The floor stands before what is measured against it.
    private List<Subject> Subjects(GrpcServerProcess server, GrpcServerProcess floor, Caseload caseload, Replies replies, string folder)
    {
        var loop = new ClosedLoop(options.Connections, options.InFlight, clock);
        var h2load = new H2Load(options, folder);
        Subject Looped(string name, GrpcServerProcess at, Caseload from, Subject? under) =>
            new(name, "loop", under, _ => loop.RunAsync(at, from.NextReview, options.Stretch), options.Stretch);
        Subject Loaded(string name, string call, GrpcServerProcess at, IMessage request, IMessage reply, Subject? under) =>
            new(name, "h2load", under, requests => h2load.RunAsync(at, call, request, reply, requests ?? WarmUpRequests), options.Stretch);

        // The same requests from a list of its own: the floor answers far more of them, and they would count as Reviews of the service's episodes.
        var floorReview = Looped("floor Review", floor, new Caseload(options.Episodes, Yesterday), null);
        var review = Looped("Review", server, caseload, floorReview);
        var floorRepeated = Loaded("floor Review", "Review", floor, replies.Reviewed, replies.Review, null);
        var repeated = Loaded("Review, repeated", "Review", server, replies.Reviewed, replies.Review, floorRepeated);
        var alone = caseload.EvaluateAlone;
        var floorEvaluate = Loaded("floor Evaluate", "Evaluate", floor, alone, replies.EvaluateAlone, null);
        return
        [
            floorReview, review, floorRepeated, repeated, floorEvaluate,
            Loaded("Evaluate, from the request alone", "Evaluate", server, alone, replies.EvaluateAlone, floorEvaluate),
            Loaded("Evaluate, on a stored episode", "Evaluate", server, caseload.EvaluateStored, replies.EvaluateStored, floorEvaluate),
        ];
    }

    private async Task PrintAsync(List<Subject> subjects, Replies replies, int reviews)
    {
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            store {(options.OnRedis ? "redis, appendfsync always" : "sqlite")}; {options.Rounds} rounds, medians; {options.InFlight} in flight over {options.Connections} connections
            replies: Review {replies.Review.CalculateSize()} bytes, Evaluate {replies.EvaluateAlone.CalculateSize()} bytes; at the end {reviews / (double)options.Episodes:F1} Reviews an episode
            loop: this driver, a new request each time; h2load: one request over and over

            | call | tool | requests/s | of floor | p50 ms | p99 ms | server CPU us |
            | --- | --- | ---: | ---: | ---: | ---: | ---: |
            """));
        foreach (var subject in subjects)
        {
            var round = subject.Median;
            var ratio = subject.Ratio is { } of ? of.ToString("F2", CultureInfo.InvariantCulture) : "";
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"| {subject.Name} | {subject.Tool} | {round.PerSecond:F0} | {ratio} | {round.Median:F2} | {round.P99:F2} | {round.ServerMicroseconds:F0} |"));
        }
    }
}
