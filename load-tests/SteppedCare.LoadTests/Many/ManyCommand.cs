using System.CommandLine;

namespace SteppedCare.LoadTests.Many;

/// <summary>The verb <c>many</c>.</summary>
internal static class ManyCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var server = new Option<FileInfo>("--server") { Required = true, Description = "SteppedCare.Server.dll, built for release" };
        server.AcceptExistingOnly();
        var store = new Option<string>("--store") { DefaultValueFactory = _ => "sqlite", Description = "Where episodes are kept." };
        store.AcceptOnlyFromAmong("sqlite", "redis");
        var items = new Option<int>("--items") { DefaultValueFactory = _ => 100_000, Description = "How many Reviews go through the one stream." };
        var unread = new Option<int>("--unread") { DefaultValueFactory = _ => 20_000, Description = "How many a second stream is sent while nobody reads its answers." };
        var stall = new Option<double>("--stall") { DefaultValueFactory = _ => 15, Description = "For how many seconds nobody does." };
        var seconds = new Option<double>("--seconds") { DefaultValueFactory = _ => 5, Description = "How long 64 callers are measured, before and after." };
        var episodes = new Option<int>("--episodes") { DefaultValueFactory = _ => 10_000, Description = "How many episodes Reviews are spread over." };
        var command = new Command("many", "Reviews a caseload on one stream, and beside it by calls of their own.") { server, store, items, unread, stall, seconds, episodes };
        command.SetAction(async (line, _) => await new ManyRun(
            new ManyOptions
            {
                Server = line.GetValue(server)!,
                OnRedis = line.GetValue(store) == "redis",
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
