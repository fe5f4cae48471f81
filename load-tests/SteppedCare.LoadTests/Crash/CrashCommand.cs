using System.CommandLine;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Crash;

/// <summary>The verb <c>crash</c>. Exit codes: 0 nothing was lost, 1 something was or could not be told.</summary>
internal static class CrashCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var flags = new ServerFlags();
        var calls = ServerFlags.Number("--calls", 20_000, "How many calls.");
        var callers = ServerFlags.Number("--callers", 64, "How many callers at once.");
        var connections = ServerFlags.Number("--connections", 4, "How many connections they share.");
        var shared = ServerFlags.Number("--shared", 16, "How many episodes every caller writes to.");
        var kills = ServerFlags.Number("--kills", 5, "How often the server is killed under load.");
        var seed = ServerFlags.Number("--seed", 20_261_122, "Where chance begins.");
        var killStore = new Option<bool>("--kill-store") { Description = "Kill redis-server, too, once." };
        var command = new Command("crash", "Kills the server under load and holds its record against everything it acknowledged.")
        {
            calls, callers, connections, shared, kills, killStore, seed,
        };
        flags.AddTo(command);
        command.SetAction(async (line, _) => await new CrashRun(
            new CrashOptions
            {
                Server = flags.ServerOf(line),
                OnRedis = flags.IsOnRedis(line),
                Calls = line.GetValue(calls),
                Callers = line.GetValue(callers),
                Connections = line.GetValue(connections),
                SharedEpisodes = line.GetValue(shared),
                Kills = line.GetValue(kills),
                KillStore = line.GetValue(killStore),
                Seed = line.GetValue(seed),
            },
            clock,
            Console.Out).RunAsync() ? 0 : 1);
        return command;
    }
}
