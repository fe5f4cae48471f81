using System.CommandLine;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Failover;

/// <summary>
/// The verb <c>failover</c>. Exit codes: 0 nothing acknowledged by a replica was lost and nothing doubled; 1 something was, or the measurement is blind.
/// </summary>
internal static class FailoverCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var flags = new ServerFlags();
        var callers = ServerFlags.Number("--callers", 32, "How many callers at once.");
        var connections = ServerFlags.Number("--connections", 4, "How many connections they share.");
        var kills = ServerFlags.Number("--kills", 3, "How often a primary is killed with its replica in step, and as often with it cut off.");
        var writes = ServerFlags.Number("--writes", 1_000, "How many writes are acknowledged before each kill.");
        var cutOff = ServerFlags.Number("--cut-off", 500, "For how many milliseconds a replica that is waited for is cut off before its primary is killed.");
        var nodeTimeout = ServerFlags.Number("--node-timeout", 2_000, "After how many milliseconds a silent node counts as gone.");
        var away = ServerFlags.Number("--away", 2_000, "For how many milliseconds a killed node stays away once another took its place.");
        var seed = ServerFlags.Number("--seed", 20_261_122, "Where chance begins.");
        var command = new Command("failover", "Kills primaries of a Redis Cluster under load, without and with replica acknowledgement, and counts what was lost.")
        {
            callers, connections, kills, writes, cutOff, nodeTimeout, away, seed,
        };
        flags.AddTo(command, choosesStore: false);
        command.SetAction(async (line, _) => await new FailoverRun(
            new FailoverOptions
            {
                Server = flags.ServerOf(line),
                Callers = line.GetValue(callers),
                Connections = line.GetValue(connections),
                Kills = line.GetValue(kills),
                Writes = line.GetValue(writes),
                CutOff = TimeSpan.FromMilliseconds(line.GetValue(cutOff)),
                NodeTimeout = TimeSpan.FromMilliseconds(line.GetValue(nodeTimeout)),
                Away = TimeSpan.FromMilliseconds(line.GetValue(away)),
                Seed = line.GetValue(seed),
            },
            clock,
            Console.Out).RunAsync() ? 0 : 1);
        return command;
    }
}
