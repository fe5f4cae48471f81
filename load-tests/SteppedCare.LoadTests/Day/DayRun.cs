using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.Cohorts;

namespace SteppedCare.LoadTests.Day;

/// <summary>One working day through a running service, and what its store holds afterwards.</summary>
internal sealed class DayRun(
    DayOptions options, Uri address, IStoredEpisodes store, IEnumerable<Course> courses, bool watched, TimeProvider clock, TextWriter output)
{
    private const int RecordedAtOnce = 64;

    /// <summary>True when every call was answered at once and the store holds what was sent.</summary>
    internal async Task<bool> RunAsync()
    {
        using (var channel = ServiceClients.Open(address))
        {
            if (!await ServiceClients.ServesAsync(channel, clock))
            {
                await output.WriteLineAsync($"No service answers at {address}.");
                return false;
            }
        }

        if ((await store.CountAsync(options.Service, options.Prefix)).Episodes.Count > 0)
        {
            await output.WriteLineAsync($"Episodes of the run {options.Run} are in {store.Place} already: choose another --run, or none.");
            return false;
        }

        // UTC's date is never ahead of London's, so nothing told of today is of the future.
        var plan = new DayPlan(options, courses, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            {options.Referrals} referrals and {options.Sessions} appointments of a day within {options.Within.TotalSeconds:F0} s, {options.Speed:F0} times as fast as life
            run {options.Run}, seed {options.Seed}, {options.Connections} connections to {address}
            """));

        using var clients = new ServiceClients(address, options.Connections);
        var before = new Reception(clients, clock);
        await RecordHistoriesAsync(plan, before);

        var reception = new Reception(clients, clock);
        var instants = plan.Calls.Select(call => call.At / options.Speed).ToArray();
        var playing = new OpenLoop(clock).PlayAsync(instants, number => reception.SendAsync(number, plan.Calls[number].Request));
        await new ProgressBar(options, reception.Tally, watched, clock, output).WatchAsync(playing);

        var report = new DayReport(output);
        await report.SpeedAsync(plan.Calls, await playing);
        await report.AdviceAsync(reception.Advice);
        await report.ErrorsAsync(before.Tally, reception.Tally);
        var differences = await report.StoreAsync(store.Place, new StoreCheck(plan.Sent, await store.CountAsync(options.Service, options.Prefix)));
        return differences == 0 && before.Tally.Faults == 0 && reception.Tally.Faults == 0;
    }

    private async Task RecordHistoriesAsync(DayPlan plan, Reception reception)
    {
        var began = clock.GetTimestamp();
        await Parallel.ForEachAsync(plan.Histories.Index(), new ParallelOptions { MaxDegreeOfParallelism = RecordedAtOnce }, async (person, _) =>
        {
            foreach (var part in person.Item)
            {
                await reception.SendAsync(person.Index, part);
            }
        });
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"before the day, not measured: the histories of those in care by {reception.Tally.AnsweredLine} in {clock.GetElapsedTime(began).TotalSeconds:F1} s"));
    }
}
