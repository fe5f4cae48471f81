using System.CommandLine;
using SteppedCare.LoadTests.Cohorts;
using SteppedCare.LoadTests.Crash;
using SteppedCare.LoadTests.Mix;
using SteppedCare.LoadTests.Speed;

var root = new RootCommand("Drives a SteppedCare server over gRPC, on this machine only.")
{
    CrashCommand.Build(TimeProvider.System),
    SpeedCommand.Build(TimeProvider.System),
    CohortCommand.Build(),
    FitCommand.Build(),
    MixCommand.Build(TimeProvider.System),
};
return await root.Parse(args).InvokeAsync();
