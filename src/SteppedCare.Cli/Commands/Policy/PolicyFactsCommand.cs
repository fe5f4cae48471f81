using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy facts</c>: everything a condition may ask, as a Markdown table.</summary>
internal static class PolicyFactsCommand
{
    internal static Command Create(Desk desk)
    {
        var command = new Command("facts", "Print the table of facts as Markdown. Example: stepped-care policy facts > docs/facts.md");
        command.Answers(desk, _ => new Answer(ExitCodes.Ok, [new Listing(FactsText.Table())], new { Markdown = FactsText.Table() }));
        return command;
    }
}
