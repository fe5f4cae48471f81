using System.CommandLine;
using SteppedCare.Policies;

namespace SteppedCare.Cli;

/// <summary><c>policy instruments</c>: every questionnaire, its lines and its codes, and which problem is measured by which, as Markdown tables.</summary>
internal static class PolicyInstrumentsCommand
{
    internal static Command Create(Desk desk)
    {
        var command = new Command("instruments", "Print the tables of questionnaires as Markdown; docs/instruments.md holds them. Example: stepped-care policy instruments");
        command.Answers(desk, _ => new Answer(ExitCodes.Ok, [new Listing(InstrumentsText.Tables())], new { Markdown = InstrumentsText.Tables() }));
        return command;
    }
}
