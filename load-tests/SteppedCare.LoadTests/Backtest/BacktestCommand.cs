using System.CommandLine;

namespace SteppedCare.LoadTests.Backtest;

/// <summary>The verb <c>backtest</c>.</summary>
internal static class BacktestCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var server = new Option<FileInfo>("--server") { Required = true, Description = "SteppedCare.Server.dll, built for release" };
        server.AcceptExistingOnly();
        var store = new Option<string>("--store") { DefaultValueFactory = _ => "sqlite", Description = "Where episodes are kept." };
        store.AcceptOnlyFromAmong("sqlite", "redis");
        var episodes = new Option<int>("--episodes") { DefaultValueFactory = _ => 30_000, Description = "How many episodes there are." };
        var reviews = new Option<int>("--reviews") { DefaultValueFactory = _ => 60_000, Description = "How many Reviews are spread over them." };
        var least = new Option<double>("--least") { DefaultValueFactory = _ => 50_000, Description = "Decisions a second that must be judged again." };
        var command = new Command("backtest", "Judges recorded decisions again, out of the store.") { server, store, episodes, reviews, least };
        command.SetAction(async (line, _) => await new BacktestRun(
            new BacktestOptions
            {
                Server = line.GetValue(server)!,
                OnRedis = line.GetValue(store) == "redis",
                Episodes = line.GetValue(episodes),
                Reviews = line.GetValue(reviews),
                Least = line.GetValue(least),
            },
            clock,
            line.InvocationConfiguration.Output).RunAsync() ? 0 : 1);
        return command;
    }
}
