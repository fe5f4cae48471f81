using System.CommandLine;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Year;

/// <summary>The verb <c>year</c>. Exit codes: 0 the report says what was planted and what was published, and of a second year what is claimed; 1 it does not.</summary>
internal static class YearCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var flags = new ServerFlags();
        var oneIn = ServerFlags.Number("--one-in", 100, "So many of every provider's referrals stand for one; 1 plays all 1.8 million.");
        var seed = new Option<ulong>("--seed") { DefaultValueFactory = _ => 2, Description = "Where chance begins." };
        var follow = new Option<string?>("--follow") { Description = "Plays it twice: as practised, and where every service follows this policy. Both reports side by side." };
        var command = new Command("year", "Plays a year of England's 121 providers and holds the fidelity report against what was planted and what was published.") { oneIn, seed, follow };
        flags.AddTo(command);
        command.SetAction(async (line, _) =>
        {
            var output = line.InvocationConfiguration.Output;
            var options = new YearOptions
            {
                Server = flags.ServerOf(line),
                OnRedis = flags.IsOnRedis(line),
                OneIn = Math.Max(1, line.GetValue(oneIn)),
                Seed = line.GetValue(seed),
                IsWatched = !Console.IsOutputRedirected && output == Console.Out,
            };
            var holds = line.GetValue(follow) is { } policy
                ? await new BothYears(options with { Policy = policy }, clock, output).RunAsync()
                : await new YearRun(options, clock, output).RunAsync();
            return holds ? 0 : 1;
        });
        return command;
    }
}
