using System.CommandLine;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Backtest;

/// <summary>The verb <c>backtest</c>.</summary>
internal static class BacktestCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var flags = new ServerFlags();
        var episodes = ServerFlags.Number("--episodes", 30_000, "How many episodes there are.");
        var reviews = ServerFlags.Number("--reviews", 60_000, "How many Reviews are spread over them.");
        var least = ServerFlags.Measure("--least", 50_000, "Decisions a second that must be judged again.");
        var command = new Command("backtest", "Judges recorded decisions again, out of the store.") { episodes, reviews, least };
        flags.AddTo(command);
        command.SetAction(async (line, _) => await new BacktestRun(
            new BacktestOptions
            {
                Server = flags.ServerOf(line),
                OnRedis = flags.IsOnRedis(line),
                Episodes = line.GetValue(episodes),
                Reviews = line.GetValue(reviews),
                Least = line.GetValue(least),
            },
            clock,
            line.InvocationConfiguration.Output).RunAsync() ? 0 : 1);
        return command;
    }
}
