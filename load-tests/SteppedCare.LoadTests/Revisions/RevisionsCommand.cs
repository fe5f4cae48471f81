using System.CommandLine;
using SteppedCare.LoadTests.Processes;

namespace SteppedCare.LoadTests.Revisions;

/// <summary>The verb <c>revisions</c>.</summary>
internal static class RevisionsCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var flags = new ServerFlags();
        var count = ServerFlags.Number("--count", 500, "How many revisions come and go.");
        var growth = ServerFlags.Measure("--growth", 48, "How many megabytes more the server may have in the second half than in the first.");
        var pending = ServerFlags.Number("--pending", 150, "How many revisions that were let go may still be in the process at once.");
        var command = new Command("revisions", "Publishes revisions through every gate, has them approved, rolls them out and retires them, and looks at what stays.") { count, growth, pending };
        flags.AddTo(command);
        command.SetAction(async (line, _) => await new RevisionsRun(
            new RevisionsOptions
            {
                Server = flags.ServerOf(line),
                OnRedis = flags.IsOnRedis(line),
                Count = line.GetValue(count),
                MostGrowth = line.GetValue(growth),
                MostPending = line.GetValue(pending),
            },
            clock,
            line.InvocationConfiguration.Output).RunAsync() ? 0 : 1);
        return command;
    }
}
