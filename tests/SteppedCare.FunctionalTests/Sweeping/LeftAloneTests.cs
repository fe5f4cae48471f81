using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Sweeping;

public sealed class LeftAloneTests
{
    // What is written says on which day it was; between two looks nothing can be made good unseen.
    private const int LookEvery = 10;

    [Fact]
    public async Task On_the_embedded_store_everybody_who_is_left_alone_surfaces_on_the_right_day_once_and_in_order() => await LeaveAloneAsync(BothServers.Embedded, servers: 1, seed: 1);

    [Fact]
    public async Task On_redis_so_does_everybody_while_one_of_two_sweeping_servers_is_stopped_at_any_instant() => await LeaveAloneAsync(BothServers.Redis, servers: 2, seed: 2);

    private static async Task LeaveAloneAsync(string store, int servers, int seed)
    {
        await using var clocks = await Clocks.StartAsync(store, servers);
        foreach (var person in LeftAlone.Everybody)
        {
            await person.Tell(new Course(clocks.First, person.Name));
        }

        var chance = new Random(seed);
        var stopped = 0;
        for (var day = 0; day <= LeftAlone.Days; day++)
        {
            // Late on each day, and whoever is stopped is followed by another, or by itself after its next start.
            clocks.Now = AssembledServer.Monday.AddDays(day).AddHours(14);
            for (var tries = chance.Next(4); tries > 0; tries--)
            {
                stopped += await clocks.StopInSweepAsync(chance.Next(clocks.Count), chance.Next(1, 7), isAnswered: chance.Next(2) == 0) ? 1 : 0;
            }

            await Task.WhenAll(Enumerable.Range(0, clocks.Count).Select(clocks.SweepAsync));
            await clocks.SweepAsync(chance.Next(clocks.Count));
            foreach (var person in LeftAlone.Everybody.Where(_ => day % LookEvery == 0))
            {
                await AssertSurfacedAsync(clocks, person, day, seed);
            }
        }

        Assert.InRange(stopped, 10, 360);
        await AssertAllToldAsync(clocks);
    }

    // The table leaves out no number of any watch that the policy declares. The other shipped policy declares the same.
    private static async Task AssertAllToldAsync(Clocks clocks)
    {
        var told = new HashSet<(string, int?)>();
        foreach (var person in LeftAlone.Everybody)
        {
            told.UnionWith((await clocks.ToldAsync(new EpisodeKey(Course.Service, person.Name))).Select(each => (each.Notice.Watch, each.Notice.Number)));
        }

        var watches = clocks.First.Services.GetRequiredService<IRollouts>().Find(Course.Service)!.Of("anybody").WatchTimers;
        Assert.Equal(watches.SelectMany(watch => watch.Thresholds.Select(number => (watch.Name, (int?)number))).Order(), told.Order());
    }

    // All of the table up to this day and nothing else, each written on its day unless it was late when the clock first looked.
    private static async Task AssertSurfacedAsync(Clocks clocks, Person person, int day, int seed)
    {
        var told = await clocks.ToldAsync(new EpisodeKey(Course.Service, person.Name));
        var expected = person.Surfaces.Split(", ").Select(line => line.Split(' ')).Select(words => (Watch: words[0], Day: int.Parse(words[1]))).Where(line => line.Day <= day);

        var said = $"Seed {seed}, day {day}, {person.Name}: ";
        Assert.Equal(
            said + string.Join(", ", expected.Select(line => $"{line.Watch} {line.Day}")),
            said + string.Join(", ", told.Select(each => $"{each.Notice.Watch} {DayOf(each.Notice.FellDue)}")));
        Assert.All(told, each => Assert.Equal(said + Math.Max(0, DayOf(each.Notice.FellDue)), said + DayOf(each.At)));
    }

    private static int DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime).DayNumber - LeftAlone.Date(0).DayNumber;
}
