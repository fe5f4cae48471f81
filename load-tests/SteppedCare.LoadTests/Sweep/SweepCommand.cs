using System.CommandLine;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Sweep;

/// <summary>The verb <c>sweep</c>.</summary>
internal static class SweepCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var flags = new ServerFlags();
        var episodes = new Argument<int>("count") { DefaultValueFactory = _ => 2_000_000, Description = "How many episodes are open." };
        var due = ServerFlags.Number("--due", 5, "How many of a hundred are due when the clock is switched on.");
        var kills = ServerFlags.Number("--kills", 3, "How often the server is killed while it tells.");
        var least = ServerFlags.Measure("--least", 100, "Due episodes a second that must be told of.");
        var command = new Command("sweep", "Fills a Redis with open episodes and switches the clock on.") { episodes, due, kills, least };
        flags.AddTo(command, choosesStore: false);
        command.SetAction(async (line, _) => await new SweepRun(
            new SweepOptions
            {
                Server = flags.ServerOf(line),
                Episodes = line.GetValue(episodes),
                DuePercent = line.GetValue(due),
                Kills = line.GetValue(kills),
                Least = line.GetValue(least),
            },
            clock,
            line.InvocationConfiguration.Output).RunAsync() ? 0 : 1);
        return command;
    }
}
