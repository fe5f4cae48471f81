using System.Globalization;
using SteppedCare.LoadTests.Calls;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Day;

/// <summary>What a day came to.</summary>
internal sealed class DayReport(TextWriter output)
{
    private const int MostDifferences = 20;

    internal async Task SpeedAsync(IReadOnlyList<PlannedCall> calls, IReadOnlyList<Timing> timings)
    {
        var took = timings.Max(timing => timing.Settled);
        var busiest = timings.CountBy(timing => (int)timing.Due.TotalSeconds).Max(second => second.Value);
        await SayAsync($"\n{timings.Count} calls in {took.TotalSeconds:F1} s, {timings.Count / took.TotalSeconds:F1}/s; {busiest} in the busiest second");
        await SayAsync($"{"milliseconds",-28}{"calls",8}{"p50",10}{"p99",10}{"p99.9",10}{"longest",10}");
        foreach (var kind in calls.Zip(timings).ToLookup(pair => NameOf(pair.First), pair => pair.Second).OrderByDescending(kind => kind.Key))
        {
            await RowAsync($"{kind.Key}, from its instant", kind.Select(timing => timing.Latency));
            await RowAsync($"{kind.Key}, the call alone", kind.Select(timing => timing.Service));
        }

        await RowAsync("sent late by", timings.Select(timing => timing.Late));
    }

    internal async Task AdviceAsync(AdviceMix mix)
    {
        foreach (var call in (DecisionCall[])[DecisionCall.Triage, DecisionCall.Review])
        {
            var decisions = mix.Decisions(call);
            await SayAsync($"\n{call}: {decisions} decisions");
            foreach (var (outcome, step, count) in mix.Outcomes(call))
            {
                await SayAsync($"  {outcome,-18}{(step == Step.Unspecified ? "" : step),-12}{count,8}{100.0 * count / decisions,8:F1} %");
            }

            await SayAsync($"  flags: {List(mix.Flags(call).Select(flag => $"{flag.Flag} {flag.Count}"))}");
            await SayAsync($"  tasks: {List(mix.Tasks(call).Select(task => $"{task.Kind} {task.Count}"))}");
        }
    }

    internal async Task ErrorsAsync(Tally before, Tally day)
    {
        await SayAsync($"\nerrors before the day: {before.Faults}; in the day: {day.Faults}");
        foreach (var (when, tally) in ((string, Tally)[])[("before", before), ("in the day", day)])
        {
            if (tally.Faults > 0)
            {
                await SayAsync($"  {when}, sent again after: {tally.SentAgainLine}");
                await SayAsync($"  {when}, refused: {tally.RefusedLine}");
            }
        }
    }

    /// <returns>How many differences there are.</returns>
    internal async Task<int> StoreAsync(string place, StoreCheck check)
    {
        var differences = check.Differences().ToArray();
        await SayAsync($"\ncounted in {place}");
        await SayAsync($"{"",-12}{"episodes",10}{"writes",10}{"log",10}{"events",10}{"decisions",10}");
        await SayAsync($"{"sent",-12}{check.SentEpisodes,10}{check.Sent.Writes,10}{check.Sent.Writes,10}{check.Sent.Events,10}{check.Sent.Decisions,10}");
        await SayAsync($"{"in store",-12}{check.FoundEpisodes,10}{check.Found.Writes,10}{check.Logged,10}{check.Found.Events,10}{check.Found.Decisions,10}");
        foreach (var difference in differences.Take(MostDifferences))
        {
            await SayAsync($"DIFFERENCE {difference}");
        }

        await SayAsync($"{differences.Length} differences");
        return differences.Length;
    }

    private Task RowAsync(string name, IEnumerable<TimeSpan> values)
    {
        var all = values.ToArray();
        var (p50, p99, p999, longest) = Percentiles.Of(all);
        return SayAsync($"{name,-28}{all.Length,8}{Milliseconds(p50)}{Milliseconds(p99)}{Milliseconds(p999)}{Milliseconds(longest)}");
    }

    private static string NameOf(PlannedCall call) => call.Request.Descriptor.Name.Replace("Request", "", StringComparison.Ordinal);

    private static string Milliseconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds,10:F1}");

    private static string List(IEnumerable<string> parts) => string.Join(", ", parts.DefaultIfEmpty("none"));

    private Task SayAsync(FormattableString line) => output.WriteLineAsync(line.ToString(CultureInfo.InvariantCulture));
}
