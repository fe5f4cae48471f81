using System.CommandLine;

namespace SteppedCare.LoadTests.Flips;

/// <summary>The verb <c>flips</c>.</summary>
internal static class FlipsCommand
{
    internal static Command Build(TimeProvider clock)
    {
        var server = new Option<FileInfo>("--server") { Required = true, Description = "SteppedCare.Server.dll, built for release" };
        server.AcceptExistingOnly();
        var flips = new Option<int>("--flips") { DefaultValueFactory = _ => 200, Description = "How many times the rollout changes." };
        var callers = new Option<int>("--callers") { DefaultValueFactory = _ => 12, Description = "How many callers there are, spread over three servers." };
        var still = new Option<double>("--still") { DefaultValueFactory = _ => 20, Description = "For how many seconds they are measured while nothing changes." };
        var pause = new Option<double>("--pause") { DefaultValueFactory = _ => 100, Description = "Milliseconds between two changes." };
        var ratio = new Option<double>("--ratio") { DefaultValueFactory = _ => 1.5, Description = "How many times longer the slowest hundredth may take while rollouts change." };
        var back = new Option<double>("--back") { DefaultValueFactory = _ => 1, Description = "Within how many seconds every server must answer by what was brought back." };
        var command = new Command("flips", "Changes the rollout of a service under load on three servers with one Redis, takes one back, and kills a server in the middle of one.")
        {
            server, flips, callers, still, pause, ratio, back,
        };
        command.SetAction(async (line, _) => await new FlipsRun(
            new FlipsOptions
            {
                Server = line.GetValue(server)!,
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
