using System.CommandLine;
using SteppedCare.Cohorts;
using SteppedCare.LoadTests.Backtest;
using SteppedCare.LoadTests.Cohorts;
using SteppedCare.LoadTests.Crash;
using SteppedCare.LoadTests.Day;
using SteppedCare.LoadTests.Failover;
using SteppedCare.LoadTests.Flips;
using SteppedCare.LoadTests.Many;
using SteppedCare.LoadTests.Mix;
using SteppedCare.LoadTests.Revisions;
using SteppedCare.LoadTests.Speed;
using SteppedCare.LoadTests.Sweep;
using SteppedCare.LoadTests.Year;

var root = new RootCommand("Drives a SteppedCare server over gRPC, on this machine only.")
{
    CrashCommand.Build(TimeProvider.System),
    FailoverCommand.Build(TimeProvider.System),
    SpeedCommand.Build(TimeProvider.System),
    CohortCommand.Build(),
    FitCommand.Build(),
    DayCommand.Build(TimeProvider.System, seed => new Cohort(Therapies.England, (uint)seed).Courses(long.MaxValue)),
    MixCommand.Build(TimeProvider.System),
    ManyCommand.Build(TimeProvider.System),
    FlipsCommand.Build(TimeProvider.System),
    BacktestCommand.Build(TimeProvider.System),
    RevisionsCommand.Build(TimeProvider.System),
    SweepCommand.Build(TimeProvider.System),
    YearCommand.Build(TimeProvider.System),
};
return await root.Parse(args).InvokeAsync();
