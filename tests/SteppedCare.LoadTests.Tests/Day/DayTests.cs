using System.CommandLine;
using Microsoft.Data.Sqlite;
using StackExchange.Redis;
using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Day;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Tests.Day;

/// <summary>A small day through a real server, on each store.</summary>
public sealed class DayTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);
    private static readonly FileInfo s_server = Repository.Built("src/SteppedCare.Server");

    [Theory]
    [InlineData("sqlite")]
    [InlineData("redis")]
    public async Task A_day_ends_with_what_was_sent_in_the_store(string store)
    {
        var (exitCode, said) = await PlayAsync("--server", s_server.FullName, "--store", store, "--referrals", "60", "--sessions", "140", "--within", "3s");

        Assert.True(exitCode == 0, said);
        Assert.Contains("errors before the day: 0; in the day: 0", said, StringComparison.Ordinal);
        Assert.Contains("0 differences", said, StringComparison.Ordinal);
        Assert.Matches("sent +200 +340 +340 +[0-9]+ +200\nin store +200 +340 +340 ", said.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("redis")]
    public Task A_day_is_played_again_on_one_store_and_an_episode_that_is_taken_out_of_it_is_missed(string kind) =>
        WithServerAsync(kind, async (address, store, redis) =>
        {
            var (first, saidFirst) = await PlayAsync(address, store, "first");
            var (second, saidSecond) = await PlayAsync(address, new Robbed(store, redis), "second");
            var (again, saidAgain) = await PlayAsync(address, store, "first");

            Assert.True(first, saidFirst);
            Assert.False(second, saidSecond);
            Assert.Contains("DIFFERENCE second.r0 is not there", saidSecond, StringComparison.Ordinal);
            Assert.Contains("\n1 differences", saidSecond.ReplaceLineEndings("\n"), StringComparison.Ordinal);
            Assert.False(again, saidAgain);
            Assert.Contains("choose another --run", saidAgain, StringComparison.Ordinal);
        });

    [Fact]
    public Task Errors_are_told_by_status_and_reason_and_fail_the_day() => WithServerAsync("sqlite", async (address, store, _) =>
    {
        var (whole, said) = await PlayAsync(address, store, "lost", service: "nobody");

        Assert.False(whole, said);
        Assert.Contains("errors before the day: 5; in the day: 8", said, StringComparison.Ordinal);
        Assert.Contains("in the day, refused: Review NotFound SERVICE_UNKNOWN 5, Triage NotFound SERVICE_UNKNOWN 3", said, StringComparison.Ordinal);
    });

    [Fact]
    public async Task A_day_begins_only_when_somebody_answers()
    {
        // Nobody listens on a port below the ones that may be taken without privilege.
        var (whole, said) = await PlayAsync(new Uri("http://127.0.0.1:1"), new SqliteEpisodes("/no/such/file"), "nowhere");

        Assert.False(whole);
        Assert.Equal("No service answers at http://127.0.0.1:1/.", said.Trim());
    }

    private static async Task WithServerAsync(string kind, Func<Uri, IStoredEpisodes, string?, Task> testAsync)
    {
        var chance = new Random(11);
        var folder = Directory.CreateTempSubdirectory("steppedcare-day-test-");
        try
        {
            await using var redis = kind == "redis" ? new RedisProcess(folder.FullName, chance, TimeProvider.System) : null;
            await (redis?.StartAsync() ?? Task.CompletedTask);
            await using var server = GrpcServerProcess.OfService(s_server, folder.FullName, redis?.Endpoint, chance, TimeProvider.System);
            await server.StartAsync();
            IStoredEpisodes store = redis is null ? new SqliteEpisodes(Path.Combine(folder.FullName, "trajectories.db")) : new RedisEpisodes(redis.Endpoint);
            await testAsync(server.Address, store, redis?.Endpoint);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<(int ExitCode, string Said)> PlayAsync(params string[] arguments)
    {
        var output = new StringWriter();
        var command = DayCommand.Build(TimeProvider.System, seed => new Cohort(Therapies.England, (uint)seed).Courses(long.MaxValue));
        var exitCode = await command.Parse(arguments).InvokeAsync(new InvocationConfiguration { Output = output, Error = output }).WaitAsync(s_patience);
        return (exitCode, output.ToString());
    }

    private static async Task<(bool Whole, string Said)> PlayAsync(Uri address, IStoredEpisodes store, string run, string service = "demo")
    {
        var output = new StringWriter();
        var options = new DayOptions { Service = service, Run = run, Referrals = 3, Sessions = 5, Within = TimeSpan.FromMilliseconds(200) };
        var day = new DayRun(options, address, store, SomeCourses.Endless(), watched: false, TimeProvider.System, output);
        return (await day.RunAsync().WaitAsync(s_patience), output.ToString());
    }

    /// <summary>A store out of which somebody takes the first referral as soon as it is there.</summary>
    private sealed class Robbed(IStoredEpisodes store, string? redis) : IStoredEpisodes
    {
        public string Place => store.Place;

        public async Task<StoreCount> CountAsync(string service, string prefix)
        {
            var before = await store.CountAsync(service, prefix);
            if (before.Episodes.Count == 0)
            {
                return before;
            }

            await (redis is null ? TakeFromFileAsync(prefix + "r0") : TakeFromRedisAsync(redis, prefix + "r0"));
            return await store.CountAsync(service, prefix);
        }

        private async Task TakeFromFileAsync(string episode)
        {
            await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Place, Pooling = false }.ToString());
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM episode WHERE episode = $episode";
            command.Parameters.AddWithValue("$episode", episode);
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
        }

        // Without await on the client: what continues on its own thread cannot close it.
        private static Task TakeFromRedisAsync(string endpoint, string episode) => Task.Run(() =>
        {
            using var connection = ConnectionMultiplexer.Connect(endpoint);
            var key = connection.GetServer(connection.GetEndPoints()[0]).Keys(pattern: $"*:ep:{episode}").Single();
            Assert.True(connection.GetDatabase().KeyDelete(key));
        });
    }
}
