using System.CommandLine.Invocation;
using SteppedCare.Cli;

var desk = new Desk(Surroundings.OfProcess());
try
{
    var parsed = RootCommands.Create(desk).Parse(args);
    return parsed.Action is ParseErrorAction
        ? desk.Tell(Failure.OfArguments([.. parsed.Errors.Select(error => error.Message)]), json: false)
        : await parsed.InvokeAsync();
}
catch (FailedException failed)
{
    return desk.Tell(failed.Failure, json: false);
}
