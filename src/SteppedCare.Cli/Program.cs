using System.CommandLine;
using SteppedCare.Cli;

var root = new RootCommand("The console of SteppedCare: asks a running service, and checks policies before one runs.")
{
    CallCommand.Create(),
    new Command("policy", "Check policies, write their pages, and see what they may use.")
    {
        PolicyCheckCommand.Create(), PolicyDocumentCommand.Create(), PolicyFactsCommand.Create(), PolicyInstrumentsCommand.Create(),
    },
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await Console.Error.WriteLineAsync(error.Message);
    }

    return ExitCodes.BadArguments;
}

return await parsed.InvokeAsync();
