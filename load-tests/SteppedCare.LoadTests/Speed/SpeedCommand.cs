using System.CommandLine;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Speed;

/// <summary>The verb <c>speed</c>. A call that fails ends the run: a figure with failed calls in it says nothing.</summary>
internal static class SpeedCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var flags = new ServerFlags();
        var floor = ServerFlags.Binary("--floor", "SteppedCare.Floor.dll, built for release");
        var rounds = ServerFlags.Number("--rounds", 5, "How many rounds, of which the median counts.");
        var seconds = ServerFlags.Measure("--seconds", 3, "How long each call is measured in each round.");
        var episodes = ServerFlags.Number("--episodes", 4_000, "How many episodes Reviews are spread over.");
        var command = new Command("speed", "Measures Review and Evaluate against a bare handler of the same messages.")
        {
            floor, rounds, seconds, episodes,
        };
        flags.AddTo(command);
        command.SetAction(async (line, _) => await new SpeedRun(
            new SpeedOptions
            {
                Server = flags.ServerOf(line),
                Floor = line.GetValue(floor)!,
                OnRedis = flags.IsOnRedis(line),
                Rounds = line.GetValue(rounds),
                Stretch = TimeSpan.FromSeconds(line.GetValue(seconds)),
                Episodes = line.GetValue(episodes),
            },
            clock,
            Console.Out).RunAsync());
        return command;
    }
}
