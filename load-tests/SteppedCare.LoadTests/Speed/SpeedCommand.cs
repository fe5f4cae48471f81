using System.CommandLine;

namespace SteppedCare.LoadTests.Speed;

/// <summary>The verb <c>speed</c>. A call that fails ends the run: a figure with failed calls in it says nothing.</summary>
internal static class SpeedCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var server = new Option<FileInfo>("--server") { Required = true, Description = "SteppedCare.Server.dll, built for release" };
        server.AcceptExistingOnly();
        var floor = new Option<FileInfo>("--floor") { Required = true, Description = "SteppedCare.Floor.dll, built for release" };
        floor.AcceptExistingOnly();
        var store = new Option<string>("--store") { DefaultValueFactory = _ => "sqlite", Description = "Where episodes are kept." };
        store.AcceptOnlyFromAmong("sqlite", "redis");
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5, Description = "How many rounds, of which the median counts." };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 3, Description = "How long each call is measured in each round." };
        var episodes = new Option<int>("--episodes") { DefaultValueFactory = _ => 4_000, Description = "How many episodes Reviews are spread over." };
        var command = new Command("speed", "Measures Review and Evaluate against a bare handler of the same messages.")
        {
            server, floor, store, rounds, seconds, episodes,
        };
        command.SetAction(async (line, _) => await new SpeedRun(
            new SpeedOptions
            {
                Server = line.GetValue(server)!,
                Floor = line.GetValue(floor)!,
                OnRedis = line.GetValue(store) == "redis",
                Rounds = line.GetValue(rounds),
                Stretch = TimeSpan.FromSeconds(line.GetValue(seconds)),
                Episodes = line.GetValue(episodes),
            },
            clock,
            Console.Out).RunAsync());
        return command;
    }
}
