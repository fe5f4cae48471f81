using System.CommandLine;

namespace SteppedCare.LoadTests.Crash;

/// <summary>The verb <c>crash</c>. Exit codes: 0 nothing was lost, 1 something was or could not be told.</summary>
internal static class CrashCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var server = new Option<FileInfo>("--server") { Required = true, Description = "SteppedCare.Server.dll" };
        server.AcceptExistingOnly();
        var store = new Option<string>("--store") { DefaultValueFactory = _ => "sqlite", Description = "Where episodes are kept." };
        store.AcceptOnlyFromAmong("sqlite", "redis");
        var calls = Number("--calls", 20_000, "How many calls.");
        var callers = Number("--callers", 64, "How many callers at once.");
        var connections = Number("--connections", 4, "How many connections they share.");
        var shared = Number("--shared", 16, "How many episodes every caller writes to.");
        var kills = Number("--kills", 5, "How often the server is killed under load.");
        var seed = Number("--seed", 20_261_122, "Where chance begins.");
        var killStore = new Option<bool>("--kill-store") { Description = "Kill redis-server, too, once." };
        var command = new Command("crash", "Kills the server under load and holds its record against everything it acknowledged.")
        {
            server, store, calls, callers, connections, shared, kills, killStore, seed,
        };
        command.SetAction(async (line, _) => await new CrashRun(
            new CrashOptions
            {
                Server = line.GetValue(server)!,
                OnRedis = line.GetValue(store) == "redis",
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

    private static Option<int> Number(string name, int usually, string description) =>
        new(name) { DefaultValueFactory = _ => usually, Description = description };
}
