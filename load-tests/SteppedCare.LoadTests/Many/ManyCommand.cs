using System.CommandLine;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Many;

/// <summary>The verb <c>many</c>.</summary>
internal static class ManyCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var flags = new ServerFlags();
        var items = ServerFlags.Number("--items", 100_000, "How many Reviews go through the one stream.");
        var unread = ServerFlags.Number("--unread", 20_000, "How many a second stream is sent while nobody reads its answers.");
        var stall = ServerFlags.Measure("--stall", 15, "For how many seconds nobody does.");
        var seconds = ServerFlags.Measure("--seconds", 5, "How long 64 callers are measured, before and after.");
        var episodes = ServerFlags.Number("--episodes", 10_000, "How many episodes Reviews are spread over.");
        var command = new Command("many", "Reviews a caseload on one stream, and beside it by calls of their own.") { items, unread, stall, seconds, episodes };
        flags.AddTo(command);
        command.SetAction(async (line, _) => await new ManyRun(
            new ManyOptions
            {
                Server = flags.ServerOf(line),
                OnRedis = flags.IsOnRedis(line),
                Items = line.GetValue(items),
                Unread = line.GetValue(unread),
                Stall = TimeSpan.FromSeconds(line.GetValue(stall)),
                Stretch = TimeSpan.FromSeconds(line.GetValue(seconds)),
                Episodes = line.GetValue(episodes),
            },
            clock,
            line.InvocationConfiguration.Output).RunAsync() ? 0 : 1);
        return command;
    }
}
