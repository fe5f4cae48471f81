using System.CommandLine.Invocation;
using SteppedCare.Cli;

var desk = new Desk(Surroundings.OfProcess());
try
{
    var parsed = RootCommands.Create(desk).Parse(args);
    return parsed.Action is ParseErrorAction
        ? desk.Tell(Failure.OfArguments([.. parsed.Errors.Select(error => error.Message)]), new Flags(desk).WantsJson(args))
        : await parsed.InvokeAsync();
}
catch (FailedException failed)
{
    return desk.Tell(failed.Failure, args.Contains(Flags.Json, StringComparer.Ordinal));
}
