using System.CommandLine;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Flips;

/// <summary>The verb <c>flips</c>.</summary>
internal static class FlipsCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var flags = new ServerFlags();
        var flips = ServerFlags.Number("--flips", 200, "How many times the rollout changes.");
        var callers = ServerFlags.Number("--callers", 12, "How many callers there are, spread over three servers.");
        var still = ServerFlags.Measure("--still", 20, "For how many seconds they are measured while nothing changes.");
        var pause = ServerFlags.Measure("--pause", 100, "Milliseconds between two changes.");
        var ratio = ServerFlags.Measure("--ratio", 1.5, "How many times longer the slowest hundredth may take while rollouts change.");
        var back = ServerFlags.Measure("--back", 1, "Within how many seconds every server must answer by what was brought back.");
        var command = new Command("flips", "Changes the rollout of a service under load on three servers with one Redis, takes one back, and kills a server in the middle of one.")
        {
            flips, callers, still, pause, ratio, back,
        };
        flags.AddTo(command, choosesStore: false);
        command.SetAction(async (line, _) => await new FlipsRun(
            new FlipsOptions
            {
                Server = flags.ServerOf(line),
                Flips = line.GetValue(flips),
                Callers = line.GetValue(callers),
                Still = TimeSpan.FromSeconds(line.GetValue(still)),
                Pause = TimeSpan.FromMilliseconds(line.GetValue(pause)),
                MostRatio = line.GetValue(ratio),
                MostRollBack = TimeSpan.FromSeconds(line.GetValue(back)),
            },
            clock,
            line.InvocationConfiguration.Output).RunAsync() ? 0 : 1);
        return command;
    }
}
