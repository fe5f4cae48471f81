using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Courses;
using SteppedCare.LoadTests.Processes;
using SteppedCare.LoadTests.Records;

namespace SteppedCare.LoadTests.Crash;

/// <summary>Many callers, a server that is killed under them again and again, and a reckoning at the end.</summary>
internal sealed class CrashRun(CrashOptions options, TimeProvider clock, TextWriter output)
{
    private const int MostBreachesPrinted = 30;

    // Every caller's contacts bear marks of its own; SNOMED identifiers begin at 100,000.
    private const long FirstMark = 100_000;
    private const long MarksOfACaller = 10_000_000;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    private readonly Ledger _ledger = new();
    private readonly Tally _tally = new();
    private readonly Progress _progress = new();

    /// <summary>True when nothing was lost, doubled or contradicted.</summary>
    internal async Task<bool> RunAsync()
    {
        var chance = new Random(options.Seed);
        await using (var own = await OwnServer.StartAsync("crash", options.Server, options.OnRedis, chance, clock))
        {
            await RunAsync(own.Server, own.Redis, chance);
        }

        await ReportAsync();
        return _ledger.Breaches.Count == 0;
    }

    private async Task RunAsync(GrpcServerProcess server, RedisProcess? redis, Random chance)
    {
        await output.WriteLineAsync(
            $"{(options.OnRedis ? "redis" : "sqlite")}: {options.Calls} calls from {options.Callers} callers over {options.Connections} connections, seed {options.Seed}");
        var persistence = new Persistence(_tally, clock, s_patience);
        using var clients = new ServiceClients(server.Address, options.Connections);
        var callers = await OpenAsync(clients, persistence, chance);

        var began = clock.GetTimestamp();
        await CallUnderKillsAsync(callers, new Killer(server, redis, chance, clock, output));
        await output.WriteLineAsync($"{options.Calls} calls in {clock.GetElapsedTime(began).TotalSeconds:F1} s");

        await server.KillAsync();
        await server.StartAsync();
        await Task.WhenAll(callers.Select(caller => caller.RepeatAllAsync()));
        var readBack = new ReadBack(_ledger, reader => new Reading(clients[reader], persistence, _ledger, _tally, new Random(options.Seed + reader)));
        await readBack.RunAsync();
        await output.WriteLineAsync(
            $"held against the record: {readBack.Versions} acknowledged writes with {readBack.Events} events and {readBack.Decisions} decisions in {readBack.Episodes} episodes");
    }

    private async Task<Caller[]> OpenAsync(ServiceClients clients, Persistence persistence, Random chance)
    {
        var yesterday = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-1);
        var shared = new List<CourseOfCare>();
        var callers = new Caller[options.Callers];
        for (var number = 0; number < callers.Length; number++)
        {
            var own = new Random(chance.Next());
            var events = new EventSource(own, yesterday, FirstMark + number * MarksOfACaller);
            callers[number] = new Caller(number, own, events, shared, clients[number], persistence, _ledger, _tally);
        }

        var openings = new EventSource(chance, yesterday, FirstMark + callers.Length * MarksOfACaller);
        for (var episode = 0; episode < options.SharedEpisodes; episode++)
        {
            shared.Add(openings.Begin(string.Create(CultureInfo.InvariantCulture, $"shared-{episode}"), shared: true));
            await callers[episode % callers.Length].TriageAsync(shared[episode]);
        }

        return callers;
    }

    private async Task CallUnderKillsAsync(Caller[] callers, Killer killer)
    {
        using var given = new CancellationTokenSource();
        var killing = killer.RunAsync(_progress, options.Calls, options.Kills, options.KillStore, given.Token);
        var left = options.Calls;
        var calling = Task.WhenAll(callers.Select(caller => CallAsync(caller, () => Interlocked.Decrement(ref left) >= 0)));
        try
        {
            // A server that does not come back ends the run at once; a caller that breaks leaves the killer waiting for marks that nobody reaches.
            await await Task.WhenAny(calling, killing);
            await calling;
            await killing;
        }
        finally
        {
            await given.CancelAsync();
        }
    }

    private async Task CallAsync(Caller caller, Func<bool> another)
    {
        while (another())
        {
            await caller.CallAsync();
            _progress.Advance();
        }
    }

    private async Task ReportAsync()
    {
        await output.WriteLineAsync($"answered: {_tally.AnsweredLine}");
        await output.WriteLineAsync($"sent again after: {_tally.SentAgainLine}");
        await output.WriteLineAsync($"refused: {_tally.RefusedLine}");
        foreach (var breach in _ledger.Breaches.Take(MostBreachesPrinted))
        {
            await output.WriteLineAsync($"BREACH {breach}");
        }

        await output.WriteLineAsync($"{_ledger.Breaches.Count} breaches");
    }
}
