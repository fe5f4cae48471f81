using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.LoadTests.Processes;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Sweep;

/// <summary>
/// A store full of open episodes and a server whose clock was off: switched on, it tells of all that is due, works every due instant out once more as after a change
/// of policy, and says how long each took.
/// </summary>
internal sealed class SweepRun(SweepOptions options, TimeProvider clock, TextWriter output)
{
    private const string Service = "demo";
    private const int Courses = 41;
    private const int MostSessions = 3;

    private static readonly TimeSpan s_betweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_betweenKills = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs it all; false when something due was not told of, or it took too long.</summary>
    internal async Task<bool> RunAsync()
    {
        var chance = new Random(13);
        var folder = Directory.CreateTempSubdirectory("steppedcare-sweep-");
        try
        {
            await using var redis = new RedisProcess(folder.FullName, chance, clock);
            await redis.StartAsync();
            using var pipe = new RedisPipe(redis.Port);
            var episodes = new OpenEpisodes(pipe, Service);
            await FillAsync(redis, episodes, folder.FullName, chance);
            return await SweepAsync(redis, episodes, folder.FullName, chance);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // Referred within the last six weeks nobody waits too long yet; referred seven weeks ago somebody has waited for a first treatment.
    private async Task FillAsync(RedisProcess redis, OpenEpisodes episodes, string folder, Random chance)
    {
        await using var server = GrpcServerProcess.OfService(options.Server, folder, redis.Endpoint, chance, clock);
        await server.StartAsync();
        using var clients = new ServiceClients(server.Address, 1);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        await RecordAsync(clients, "late", [Referral(today.AddDays(-49)), Scores(today.AddDays(-49))]);
        for (var course = 0; course < Courses; course++)
        {
            var referred = today.AddDays(-20);
            await RecordAsync(clients, $"course-{course}", [Referral(referred), Scores(referred), Started(referred.AddDays(3)), .. Sessions(referred.AddDays(3), course % (MostSessions + 1))]);
        }

        var late = episodes.Read("late");
        var open = Enumerable.Range(0, Courses).Select(course => episodes.Read($"course-{course}")).ToArray();
        var began = clock.GetTimestamp();
        episodes.Fill(options.Episodes, number => number % 100 < options.DuePercent ? late : open[number % Courses]);
        await RestAsync(redis);
        await SayAsync($"{options.Episodes} open episodes in Redis after {clock.GetElapsedTime(began).TotalSeconds:F0} s, {await UsedAsync(redis)}");
    }

    private async Task<bool> SweepAsync(RedisProcess redis, OpenEpisodes episodes, string folder, Random chance)
    {
        var due = episodes.DueBy(clock.GetUtcNow());
        var writes = episodes.Writes();
        for (var kill = 1; kill <= options.Kills; kill++)
        {
            await KillAsync(redis, episodes, folder, chance, writes + (due * kill / (options.Kills + 1)));
        }

        var before = episodes.Writes() - writes;
        var began = clock.GetTimestamp();
        await using var server = Server(redis, folder, chance);
        await server.StartAsync();
        var sweep = await UntilAsync(server, _ => episodes.DueBy(clock.GetUtcNow()) == 0);
        var took = clock.GetElapsedTime(began);
        var told = episodes.Writes() - writes;
        var rate = (told - before) / took.TotalSeconds;
        await SayAsync(
            $"{due} due: {told} told, {before} of them by {options.Kills} servers that were killed, the rest in {took.TotalSeconds:F1} s, {rate:F0} a second; server CPU {server.ProcessorTime.TotalSeconds:F1} s, {server.Megabytes:F0} MB");

        began = clock.GetTimestamp();
        var recount = await UntilAsync(server, metrics => metrics("steppedcare_sweep_recounted_total") > 0 && metrics("steppedcare_sweep_recounts_open") == 0);
        var recounted = recount("steppedcare_sweep_recounted_total");
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        await SayAsync(
            $"{recounted:F0} due days worked out anew in {seconds:F1} s, {recounted / seconds:F0} a second; server CPU {server.ProcessorTime.TotalSeconds:F1} s, {server.Megabytes:F0} MB; {await UsedAsync(redis)}");
        var failures = sweep("steppedcare_sweep_failures_total") + recount("steppedcare_sweep_failures_total");
        var isSingle = told == due && episodes.Writes() - writes == due;
        await SayAsync($"{failures:F0} failures; each told {(isSingle ? "once" : "otherwise than once")}");
        return failures == 0 && isSingle && rate >= options.Least;
    }

    private async Task KillAsync(RedisProcess redis, OpenEpisodes episodes, string folder, Random chance, long writes)
    {
        await using var server = Server(redis, folder, chance);
        await server.StartAsync();
        for (var began = clock.GetTimestamp(); episodes.Writes() < writes && clock.GetElapsedTime(began) < options.Patience;)
        {
            await Task.Delay(s_betweenKills, clock);
        }

        await server.KillAsync();
    }

    private GrpcServerProcess Server(RedisProcess redis, string folder, Random chance) => GrpcServerProcess.OfService(
        options.Server, folder, redis.Endpoint, chance, clock,
        "--Sweep:Enabled", "true", "--Sweep:Every", "1s", "--Sweep:MostPerSecond", "100000", "--Limits:MaxDeadline", "1s");

    private async Task<Func<string, double>> UntilAsync(GrpcServerProcess server, Func<Func<string, double>, bool> isSo)
    {
        using var http = new HttpClient();
        for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < options.Patience; await Task.Delay(s_betweenLooks, clock))
        {
            var lines = (await http.GetStringAsync(server.Metrics)).Split('\n');
            if (isSo(Sum))
            {
                return Sum;
            }

            double Sum(string metric) => lines.Where(line => line.StartsWith(metric, StringComparison.Ordinal) && line[metric.Length] is ' ' or '{')
                .Sum(line => double.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture));
        }

        throw new TimeoutException("The clock did not come to its end.");
    }

    // Filling makes Redis write its file anew, gigabytes of it: done before the clock is switched on, not beside it.
    private async Task RestAsync(RedisProcess redis)
    {
        await redis.CliAsync("BGREWRITEAOF");
        for (var began = clock.GetTimestamp(); (await redis.CliAsync("INFO", "persistence")).Contains("aof_rewrite_in_progress:1", StringComparison.Ordinal);)
        {
            if (clock.GetElapsedTime(began) > options.Patience)
            {
                throw new TimeoutException("Redis did not come to rest.");
            }

            await Task.Delay(s_betweenLooks, clock);
        }
    }

    private static async Task<string> UsedAsync(RedisProcess redis) =>
        $"Redis {(await redis.CliAsync("INFO", "memory")).Split('\n').First(line => line.StartsWith("used_memory_human:", StringComparison.Ordinal)).Split(':')[1].Trim()}";

    private Task SayAsync(FormattableString line) => output.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));

    private static async Task RecordAsync(ServiceClients clients, string episode, IEnumerable<Event> events) =>
        await clients[0].RecordEventsAsync(new RecordEventsRequest { Service = Service, Episode = episode, RequestId = "fill", Events = { events } });

    private static Event On(DateOnly date, Event told)
    {
        told.HappenedOn = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return told;
    }

    private static Event Referral(DateOnly date) => On(date, new() { ReferralReceived = new() { Source = ReferralSource.SelfReferral } });

    private static Event Started(DateOnly date) => On(date, new() { StepStarted = new() { Step = Step.Low } });

    private static Event Scores(DateOnly date)
    {
        var score = new ScoreRecorded { Instrument = Instrument.Phq9 };
        score.Items.AddRange(Enumerable.Range(0, 9).Select(item => new ItemAnswer { Value = item < 8 ? item % 3 : 0 }));
        return On(date, new() { ScoreRecorded = score });
    }

    private static IEnumerable<Event> Sessions(DateOnly start, int count) => Enumerable.Range(0, count).SelectMany(session => new[]
    {
        On(start.AddDays(session), new() { Contact = new() { AppointmentType = AppointmentType.Treatment, Attendance = Attendance.Attended } }),
        Scores(start.AddDays(session)),
    });
}
